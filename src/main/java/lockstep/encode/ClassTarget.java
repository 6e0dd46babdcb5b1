package lockstep.encode;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * One label column with classes: binary or multi-class.
 *
 * @param task {@code BINARY} or {@code MULTICLASS}
 * @param column the label column
 * @param classes in order of their index; for binary [negative, positive]
 * @param labelCounts training rows of each class
 * @param rawValues reads the cells
 */
public record ClassTarget(
    Task task,
    String column,
    Classes classes,
    List<Long> labelCounts,
    @JsonProperty("null_values") RawValues rawValues)
    implements TargetEncoder {
  private static final long serialVersionUID = 1;
  private static final int SHOWN_LABELS = 10;

  /** Checks the number of classes. */
  public ClassTarget {
    labelCounts = List.copyOf(labelCounts);
    int found = classes.texts().size();
    boolean fits = task == Task.BINARY ? found == 2 : task == Task.MULTICLASS && found > 1;
    if (!fits) {
      throw new IllegalArgumentException(
          "Cannot read label column \"%s\" as %s: expected %s classes, found %d (%s)"
              .formatted(
                  column, task, task == Task.BINARY ? "2" : "at least 2", found, shown(classes)));
    }
  }

  @Override
  public List<String> columns() {
    return List.of(column);
  }

  @Override
  public List<String> labels() {
    return classes.texts();
  }

  @Override
  public int width() {
    return 1;
  }

  @Override
  public int outputs() {
    return task == Task.BINARY ? 1 : classes.texts().size();
  }

  @Override
  public void encode(Object[] cells, double[] labels, int offset) {
    int index = classes.indexOf(column, cells[0], rawValues);
    if (index == Classes.ABSENT) {
      throw new BadValueException(column, cells[0], expected());
    }
    labels[offset] = index;
  }

  /** Many numbers were perhaps not meant as classes. */
  private String expected() {
    String expected = "one of the labels " + shown(classes);
    return classes.texts().size() > SHOWN_LABELS && classes.areNumbers()
        ? expected + " (or any number, if model.task is regression)"
        : expected;
  }

  static String shown(Classes classes) {
    List<String> texts = classes.texts();
    String listed = String.join(", ", texts.subList(0, Math.min(SHOWN_LABELS, texts.size())));
    return texts.size() > SHOWN_LABELS ? listed + ", ..." : listed;
  }
}
