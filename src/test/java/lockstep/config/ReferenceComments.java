package lockstep.config;

import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.comments.CommentLine;
import org.yaml.snakeyaml.comments.CommentType;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** The comment above each key of the annotated defaults, which is the key's documentation. */
final class ReferenceComments {
  private ReferenceComments() {}

  /** Dotted keys and the text of their comments, the empty string for none, in order. */
  static Map<String, String> of(String yaml) {
    LoaderOptions options = new LoaderOptions();
    options.setProcessComments(true);
    Map<String, String> comments = new LinkedHashMap<>();
    collect(new Yaml(options).compose(new StringReader(yaml)), "", comments);
    return comments;
  }

  private static void collect(Node node, String prefix, Map<String, String> comments) {
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        String key = Keys.join(prefix, ((ScalarNode) tuple.getKeyNode()).getValue());
        comments.put(key, text(tuple.getKeyNode().getBlockComments()));
        collect(tuple.getValueNode(), key, comments);
      }
    }
  }

  /** The lines after the last blank one: a file's header is not its first key's comment. */
  private static String text(List<CommentLine> lines) {
    if (lines == null) {
      return "";
    }
    int start = 0;
    for (int i = 0; i < lines.size(); i++) {
      start = lines.get(i).getCommentType() == CommentType.BLANK_LINE ? i + 1 : start;
    }
    return lines.subList(start, lines.size()).stream()
        .map(line -> line.getValue().strip())
        .collect(Collectors.joining(" "));
  }
}
