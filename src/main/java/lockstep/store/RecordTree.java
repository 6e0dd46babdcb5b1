package lockstep.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Records of numbers as JSON, with their arrays apart: {@code double[]} components go to a map of
 * arrays under their dotted path, and the JSON names that path. A record that gets a new component
 * is written and read with it, without a line here; a document that lacks one is refused.
 *
 * @param arrays by path; filled by writing, looked up by reading
 */
record RecordTree(Map<String, double[]> arrays) {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** A record as an object: a key for each component, in snake case. */
  JsonNode write(Record value) {
    return write(value, "");
  }

  private JsonNode write(Object value, String path) {
    if (value == null) {
      return NODES.nullNode();
    }
    if (value instanceof Record) {
      ObjectNode node = NODES.objectNode();
      for (RecordComponent component : value.getClass().getRecordComponents()) {
        String key = key(component);
        node.set(key, write(component(component, value), path.isEmpty() ? key : path + "." + key));
      }
      return node;
    }
    if (value instanceof double[] array) {
      arrays.put(path, array);
      return NODES.textNode(path);
    }
    if (value instanceof double[][] several) {
      ArrayNode list = NODES.arrayNode();
      for (int i = 0; i < several.length; i++) {
        list.add(write(several[i], path + "." + i));
      }
      return list;
    }
    if (value instanceof Double number) {
      // JSON has no NaN and no infinity.
      return Double.isFinite(number) ? NODES.numberNode(number) : NODES.textNode(number.toString());
    }
    if (value instanceof Integer || value instanceof Long) {
      return NODES.numberNode(((Number) value).longValue());
    }
    if (value instanceof Boolean truth) {
      return NODES.booleanNode(truth);
    }
    throw unknown(value.getClass());
  }

  /**
   * The record that {@link #write} wrote.
   *
   * @throws IllegalArgumentException if the JSON or the arrays are not those of such a record
   */
  <T extends Record> T read(Class<T> type, JsonNode node) {
    return type.cast(read(type, node, type.getSimpleName()));
  }

  private Object read(Class<?> type, JsonNode node, String at) {
    if (node.isNull() && !type.isPrimitive()) {
      return null;
    }
    if (type.isRecord()) {
      return readRecord(type, node, at);
    }
    if (type == double[].class) {
      return array(node, at);
    }
    if (type == double[][].class) {
      require(node.isArray(), "a list of names of arrays", node, at);
      List<double[]> several = new ArrayList<>();
      node.forEach(name -> several.add(array(name, at)));
      return several.toArray(double[][]::new);
    }
    if (type == double.class) {
      require(node.isNumber() || node.isTextual(), "a number", node, at);
      return node.isTextual() ? Double.parseDouble(node.textValue()) : node.doubleValue();
    }
    if (type == int.class || type == long.class) {
      boolean fits = type == int.class ? node.canConvertToInt() : node.canConvertToLong();
      require(node.isIntegralNumber() && fits, "a whole number", node, at);
      return type == int.class ? (Object) node.intValue() : (Object) node.longValue();
    }
    if (type == boolean.class) {
      require(node.isBoolean(), "true or false", node, at);
      return node.booleanValue();
    }
    throw unknown(type);
  }

  private double[] array(JsonNode node, String at) {
    double[] array = node.isTextual() ? arrays.get(node.textValue()) : null;
    require(array != null, "the name of an array", node, at);
    return array;
  }

  private Object readRecord(Class<?> type, JsonNode node, String at) {
    RecordComponent[] components = type.getRecordComponents();
    List<String> keys = Arrays.stream(components).map(RecordTree::key).toList();
    List<String> found = new ArrayList<>();
    node.fieldNames().forEachRemaining(found::add);
    require(found.equals(keys), "the keys " + keys, found, at);
    Object[] values = new Object[components.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = read(components[i].getType(), node.get(keys.get(i)), keys.get(i));
    }
    try {
      var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      var constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(e.getCause().getMessage(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot make a " + type.getName(), e);
    }
  }

  private static Object component(RecordComponent component, Object of) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(of);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot read " + component, e);
    }
  }

  private static String key(RecordComponent component) {
    return component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT);
  }

  private static void require(boolean ok, String expected, Object found, String at) {
    if (!ok) {
      throw new IllegalArgumentException(
          "expected %s in %s, found %s".formatted(expected, at, found));
    }
  }

  private static IllegalStateException unknown(Class<?> type) {
    return new IllegalStateException(
        "Cannot keep a %s in a checkpoint: expected a number, a truth value, an array or a record"
            .formatted(type.getName()));
  }
}
