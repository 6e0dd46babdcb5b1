package lockstep.config;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * Reads one YAML document into a {@link Tree}. Runs no constructor: tags of classes are refused.
 */
final class YamlTree {
  private final IntFunction<Place> places;

  private YamlTree(IntFunction<Place> places) {
    this.places = places;
  }

  /**
   * The tree of {@code yaml}; an empty document is null.
   *
   * @param places the place of a line, counted from 1
   * @throws ConfigException for ill YAML, a key given twice, a tag, or an alias of a collection
   */
  static Tree read(String yaml, IntFunction<Place> places) {
    LoaderOptions options = new LoaderOptions();
    options.setMaxAliasesForCollections(0);
    try {
      Node root = new Yaml(options).compose(new StringReader(yaml));
      if (root == null) {
        return new Tree.Scalar("", true, places.apply(1));
      }
      YamlTree reader = new YamlTree(places);
      return reader.tree(root, "", reader.place(root));
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
      String context = e.getContext() == null ? "" : " (" + e.getContext() + ")";
      throw places
          .apply(mark == null ? 1 : mark.getLine() + 1)
          .problem("ill YAML: " + e.getProblem() + context);
    } catch (ReaderException e) {
      String before = yaml.substring(0, Math.min(e.getPosition(), yaml.length()));
      int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
      throw places
          .apply(line)
          .problem("ill YAML: character U+%04X is not allowed".formatted(e.getCodePoint()));
    } catch (YAMLException e) {
      String problem = e.getMessage().lines().findFirst().orElse("unreadable");
      throw places.apply(0).problem("ill YAML: " + problem);
    }
  }

  private Tree tree(Node node, String key, Place place) {
    if (!node.getTag().getValue().startsWith(Tag.PREFIX)) {
      throw place(node).problem("ill YAML: tags such as " + node.getTag() + " mean nothing here");
    }
    if (node instanceof MappingNode mapping) {
      return mapping(mapping, key, place);
    }
    if (node instanceof SequenceNode sequence) {
      List<Tree> items = new ArrayList<>();
      sequence.getValue().forEach(item -> items.add(tree(item, key, place(item))));
      return new Tree.Sequence(items, place);
    }
    ScalarNode scalar = (ScalarNode) node;
    return new Tree.Scalar(scalar.getValue(), scalar.getScalarStyle() == ScalarStyle.PLAIN, place);
  }

  private Tree mapping(MappingNode node, String prefix, Place place) {
    Map<String, Tree> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : node.getValue()) {
      Place here = place(tuple.getKeyNode());
      if (!(tuple.getKeyNode() instanceof ScalarNode name)) {
        throw here.problem("ill YAML: expected a name as key, found a list or a mapping");
      }
      String key = Keys.join(prefix, name.getValue());
      Tree before = entries.put(name.getValue(), tree(tuple.getValueNode(), key, here));
      if (before != null) {
        int line = before.place().line();
        String first = line == 0 ? "" : ", first in line " + line;
        throw here.problem("key \"" + key + "\" is given twice" + first);
      }
    }
    return new Tree.Mapping(entries, place);
  }

  private Place place(Node node) {
    return places.apply(node.getStartMark().getLine() + 1);
  }
}
