package lockstep.spark.job;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * What must be the same in two runs, to the last bit.
 *
 * @param weights the file of trained parameters, in hexadecimal digits
 * @param encoder the file of the encoder, as written
 * @param losses the lines of the history, apart from times
 * @param metrics the file of final metrics, as written; empty for a run that was not judged
 */
public record RunBits(String weights, String encoder, List<String> losses, String metrics) {

  /** The bits of a finished run. */
  public static RunBits of(Path run) throws IOException {
    List<String> losses = new ArrayList<>();
    for (String line : Files.readAllLines(run.resolve("history.jsonl"))) {
      ObjectNode epoch = (ObjectNode) new JsonMapper().readTree(line);
      losses.add(epoch.without(List.of("seconds", "rows_per_second")).toString());
    }
    Path metrics = run.resolve("metrics.json");
    return new RunBits(
        weights(run.resolve("model/weights.safetensors")),
        Files.readString(run.resolve("model/encoder.json")),
        losses,
        Files.exists(metrics) ? Files.readString(metrics) : "");
  }

  static String weights(Path file) throws IOException {
    return HexFormat.of().formatHex(Files.readAllBytes(file));
  }
}
