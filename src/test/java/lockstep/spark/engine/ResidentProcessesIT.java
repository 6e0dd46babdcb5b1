package lockstep.spark.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import lockstep.spark.SparkJvm;
import lockstep.spark.StandaloneCluster;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Resident workers in worker processes that are killed and stopped in mid-epoch: one driver trains
 * again and again on one standalone cluster, and every training ends in the bits of one thread.
 * Executors know the shaded jar and no other class of ours.
 */
class ResidentProcessesIT {
  private static final Duration LIMIT = Duration.ofMinutes(8);
  private static final String BITS =
      SmallTraining.bits(SmallTraining.ofEpochs(ResidentDriver.EPOCHS).expected());

  @TempDir static Path metrics;

  private static SparkJvm.Finished driver;

  @BeforeAll
  static void trainThroughDisasters() {
    try (StandaloneCluster cluster = StandaloneCluster.start(2, 1, 1024)) {
      ProcessBuilder command =
          SparkJvm.java("1g", SparkJvm.testClassPath(), ResidentDriver.class.getName(), List.of());
      command
          .command()
          .addAll(
              1,
              List.of(
                  "-Dspark.master=" + cluster.masterUrl(),
                  "-Dspark.app.name=disasters",
                  "-Dspark.jars=" + SparkJvm.lockstepJar(),
                  "-Dspark.plugins=" + LockstepPlugin.class.getName(),
                  "-Dspark.driver.host=127.0.0.1",
                  "-Dspark.executor.extraJavaOptions=" + SparkJvm.executorOptions(),
                  "-Dspark.ui.enabled=false",
                  "-Dspark.metrics.namespace=run",
                  "-Dspark.metrics.conf.*.sink.csv.class=org.apache.spark.metrics.sink.CsvSink",
                  "-Dspark.metrics.conf.*.sink.csv.period=1",
                  "-Dspark.metrics.conf.*.sink.csv.directory=" + metrics));
      driver = SparkJvm.run(command, LIMIT);
    }
    assertThat(driver.exitCode()).as(driver.err()).isZero();
  }

  /** The driver's line on a training: what happened, engine, starts, fallbacks, bits. */
  private static String[] training(String name) {
    return driver
        .out()
        .lines()
        .map(line -> line.split(" \\| ", -1))
        .filter(line -> line[0].equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void twoProcessesGiveTheBitsOfOneThread() {
    assertThat(training("undisturbed"))
        .containsExactly("undisturbed", "resident", "[]", "[]", BITS);
  }

  /** Executors ask for what they read of the parameters, and know no more of them. */
  @Test
  void sparseRowsInTwoProcessesGiveTheBitsOfOneThread() {
    String bits = SmallTraining.bits(SmallTraining.sparse(ResidentDriver.EPOCHS).expected());
    assertThat(training("sparse rows"))
        .containsExactly("sparse rows", "resident", "[]", "[]", bits);
  }

  @Test
  void anExecutorThatIsKilledIsReplacedAndTheEpochStartsOver() {
    String[] training = training("executor killed");
    assertThat(training[1]).isEqualTo("resident");
    assertThat(training[2])
        .startsWith("[epochs 3 to 6 of 6: ExecutorLostFailure")
        .contains("exited with code 137");
    assertThat(training[3]).isEqualTo("[]");
    assertThat(training[4]).isEqualTo(BITS);
  }

  @Test
  void anExecutorThatStopsAnsweringIsNoticedAndSparkJobsGoOn() {
    String[] training = training("executor stopped");
    assertThat(training[1]).isEqualTo("tree-aggregate");
    assertThat(training[2]).isEqualTo("[]");
    assertThat(training[3])
        .matches(
            "\\[tree-aggregate: nothing was heard of executor \\d for 12 seconds, in epochs 3 to 6"
                + " of 6]");
    assertThat(training[4]).isEqualTo(BITS);
  }

  @Test
  void anExecutorThatIsNotReplacedIsNotWaitedForAndSparkJobsGoOn() {
    String[] training = training("worker killed");
    assertThat(training[1]).isEqualTo("tree-aggregate");
    assertThat(training[3])
        .isEqualTo(
            "[tree-aggregate: there are 1 slots for 2 workers after 12 seconds, in epochs 3 to 6 of"
                + " 6]");
    assertThat(training[4]).isEqualTo(BITS);
  }

  @Test
  void aMetricsSinkShowsStepsWaitsRateAndLoss() throws IOException {
    assertThat(last("run.driver", "loss")).allSatisfy(x -> assertThat(x).isBetween(0.1, 10.0));
    assertThat(last("run.driver", "rowsPerSecond")).allSatisfy(x -> assertThat(x).isPositive());
    assertThat(last("run.driver", "epoch")).containsExactly(6.0);
    assertThat(last("run.driver", "step"))
        .as("steps counted")
        .allSatisfy(x -> assertThat(x).isGreaterThanOrEqualTo(4 * 6 * 5));
    // One that is killed early may have counted none yet when it last wrote.
    assertThat(last("run.\\d", "exchangeWait"))
        .as("waits counted by some executor")
        .anySatisfy(x -> assertThat(x).isPositive());
  }

  /** The value, or count, in the last line of each file that the sinks of a source have written. */
  private static List<Double> last(String source, String name) throws IOException {
    String file =
        source + "\\.plugin\\." + LockstepPlugin.class.getName() + "\\." + name + "\\.csv";
    List<Double> values = new ArrayList<>();
    for (File found : Objects.requireNonNull(metrics.toFile().listFiles())) {
      if (found.getName().matches(file)) {
        List<String> lines = Files.readAllLines(found.toPath());
        values.add(Double.valueOf(lines.get(lines.size() - 1).split(",", -1)[1]));
      }
    }
    assertThat(values).as(source + " " + name).isNotEmpty();
    return values;
  }
}
