package lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lockstep.spark.SparkJvm;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real processes: {@code spark-submit} passes exit codes on, and the terminal holds our lines
 * alone.
 */
class SubmitIT {
  @TempDir static Path folder;

  @BeforeAll
  static void writeTable() throws IOException {
    Stream<String> rows =
        IntStream.range(0, 200)
            .mapToObj(i -> "%d,%s,%d".formatted(i, i % 3 == 0 ? "x" : "y", i < 100 ? 0 : 1));
    Files.write(folder.resolve("t.csv"), Stream.concat(Stream.of("a,b,label"), rows).toList());
  }

  @Test
  void threadsAndWorkerProcessesTrainTheSameModelAndSayNothingButTheirLines() throws IOException {
    SparkJvm.Finished threads = submit("local[2]", "run", "output.run-id=threads");
    SparkJvm.Finished workers = submit("local-cluster[2,1,1024]", "run", "output.run-id=workers");

    assertThat(json("workers/manifest.json").path("engine").asText()).isEqualTo("resident");
    for (SparkJvm.Finished run : List.of(threads, workers)) {
      assertThat(complaints(run)).isEmpty();
      assertThat(run.exitCode()).isZero();
      assertThat(run.out().lines())
          .allMatch(
              line ->
                  line.matches("(prepared|training|trained|epoch|train|validation|test|run:) .*"));
    }
    Path expected = folder.resolve("runs/job/threads");
    assertThat(threads.out()).endsWith("run: " + expected + "\n");
    assertThat(folder.resolve("runs/job/workers/model/weights.safetensors"))
        .hasSameBinaryContentAs(expected.resolve("model/weights.safetensors"));
  }

  @Test
  void aBadCellOnAWorkerProcessIsOneSentence() throws IOException {
    SparkJvm.Finished run =
        submit("local-cluster[1,1,1024]", "run", "features.numeric=[b]", "output.run-id=bad");

    assertThat(complaints(run))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("lockstep: Cannot read row ")
        .contains("of t.csv: column \"b\": expected a number, found ");
    assertThat(run.exitCode()).isEqualTo(65);
    assertThat(json("bad/status.json").path("code").asInt()).isEqualTo(65);
  }

  @Test
  void aMasterThatCannotBeIsOneSentence() {
    SparkJvm.Finished run = submit("local[many]", "run");

    assertThat(complaints(run))
        .containsExactly(
            "lockstep: Cannot start Spark at local[many]: Could not parse Master URL: 'local[many]'");
    assertThat(run.exitCode()).isEqualTo(69);
  }

  private static SparkJvm.Finished submit(String master, String command, String... words) {
    Stream<String> fixed =
        Stream.of(
            command,
            "data.path=" + folder.resolve("t.csv"),
            "train.epochs=2",
            "output.dir=" + folder.resolve("runs"));
    return SparkJvm.submit(
        master,
        List.of(),
        "lockstep.cli.Main",
        Stream.concat(fixed, Stream.of(words)).toArray(String[]::new));
  }

  private static JsonNode json(String file) throws IOException {
    return new JsonMapper().readTree(folder.resolve("runs/job").resolve(file).toFile());
  }

  /** Standard error, without the line in which the JVM names its incubator modules. */
  private static List<String> complaints(SparkJvm.Finished run) {
    return run.err().lines().filter(line -> !line.startsWith("WARNING: Using incubator")).toList();
  }
}
