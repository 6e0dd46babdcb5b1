package lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lockstep.config.TrainConfig;
import lockstep.spark.SparkJvm;
import lockstep.spark.job.RunBits;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code train resume=<run>} after the driver was killed (SIGKILL) between two checkpoints, with
 * every optimizer: the run ends in the bits of one that never stopped. One process trains them all,
 * so one death interrupts them all.
 */
class KilledRunsIT {
  private static final int EPOCHS = 20;
  private static final int KILLED_AFTER = 12;

  @TempDir static Path folder;

  /** Every optimizer on dense rows, and one on sparse rows. */
  static List<String> ids() {
    Stream<String> optimizers =
        Arrays.stream(TrainConfig.Optimizer.values())
            .map(optimizer -> optimizer.name().toLowerCase(Locale.ROOT));
    return Stream.concat(optimizers, Stream.of("sparse")).toList();
  }

  private static List<String> words(String id, String runs) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "train",
                "model.hidden=[6]",
                "train.engine=local",
                "train.epochs=" + EPOCHS,
                "train.l1=0.0001",
                "train.l2=0.001",
                "train.class-weight=balanced",
                "train.checkpoint.every-epochs=5",
                "train.early-stopping={monitor: validation-loss, patience: 1000}",
                "output.dir=" + folder.resolve(runs),
                "output.run-id=" + id));
    boolean sparse = id.equals("sparse");
    words.add("data.path=" + folder.resolve(sparse ? "t.svm" : "t.csv"));
    words.add("train.optimizer=" + (sparse ? "adam" : id));
    if (id.equals("lbfgs")) {
      words.add("train.batch-size=full");
    } else {
      words.addAll(
          List.of(
              "train.batch-size=50",
              "model.dropout=0.25",
              "train.clip.norm=0.5",
              "train.schedule={kind: cosine, warmup-steps: 2}"));
    }
    return words;
  }

  private static Path run(String runs, String id) {
    return folder.resolve(runs).resolve("job").resolve(id);
  }

  private static int label(int i) {
    return i * i % 11 / 6;
  }

  @BeforeAll
  static void killADriver() throws IOException, InterruptedException {
    Stream<String> rows =
        IntStream.range(0, 200)
            .mapToObj(i -> "%d,%s,%d".formatted(i % 37, i % 3 == 0 ? "x" : "y", label(i)));
    Files.write(folder.resolve("t.csv"), Stream.concat(Stream.of("a,b,label"), rows).toList());
    Stream<String> sparse =
        IntStream.range(0, 200)
            .mapToObj(
                i -> "%d %d:%d %d:1".formatted(label(i), 1 + i % 37, 1 + i % 5, 40 + i % 3 * 20));
    Files.write(folder.resolve("t.svm"), sparse.toList());

    List<String> arguments = new ArrayList<>();
    arguments.add("epoch %d/%d ".formatted(KILLED_AFTER, EPOCHS));
    ids().forEach(id -> arguments.add(String.join("\n", words(id, "killed"))));
    Path err = folder.resolve("err");
    Process driver =
        SparkJvm.java("1g", SparkJvm.testClassPath(), WaitingDriver.class.getName(), arguments)
            .redirectError(err.toFile())
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(driver.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(out.readLine()).as(() -> "" + err.toUri()).isEqualTo(WaitingDriver.ALL_WAIT);
    } finally {
      driver.destroyForcibly().waitFor();
    }
    assertThat(driver.exitValue()).as("128 + SIGKILL").isEqualTo(137);
  }

  @ParameterizedTest
  @MethodSource("ids")
  void aKilledRunGoesOnAsIfItHadNeverStopped(String id) throws IOException {
    Path killed = run("killed", id);
    assertThat(killed.resolve("status.json")).content().contains("\"running\"");
    assertThat(killed.resolve("history.jsonl")).content().hasLineCount(KILLED_AFTER);
    assertThat(killed.resolve("model")).doesNotExist();
    Ran.lockstep(words(id, "whole").toArray(String[]::new)).succeeded();

    Ran resumed = Ran.lockstep("train", "resume=" + killed).succeeded();

    assertThat(resumed.out()).anyMatch(line -> line.startsWith("resuming after epoch 10, from "));
    RunBits bits = RunBits.of(killed);
    assertThat(bits).isEqualTo(RunBits.of(run("whole", id)));
    assertThat(bits.losses()).hasSize(EPOCHS);
    assertThat(killed.resolve("status.json")).content().contains("\"done\"");
    JsonNode manifest = new JsonMapper().readTree(killed.resolve("manifest.json").toFile());
    assertThat(manifest.at("/resumed/0/epoch").asInt()).isEqualTo(10);
  }
}
