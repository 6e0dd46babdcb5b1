package lockstep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Spark's own worker processes, from the resolved jars, with our jar as the only thing submitted.
 */
class WorkerProcessesIT {
  /** No task before both executors are there. */
  private static final List<String> ALL_EXECUTORS_FIRST =
      List.of(
          "spark.scheduler.minRegisteredResourcesRatio=1.0",
          "spark.scheduler.maxRegisteredResourcesWaitingTime=120s");

  @Test
  void localClusterRunsOurJarInTwoOtherProcesses() {
    assertTwoExecutorsKnowUs("local-cluster[2,1,1024]");
  }

  @Test
  void standaloneClusterRunsOurJarInTwoOtherProcessesAndLeavesNone() {
    long before = ProcessHandle.current().descendants().count();

    try (StandaloneCluster cluster = StandaloneCluster.start(2, 1, 1024)) {
      assertThat(ProcessHandle.current().descendants().count()).isEqualTo(before + 3);
      assertTwoExecutorsKnowUs(cluster.masterUrl());
    }

    assertThat(ProcessHandle.current().descendants().count()).isEqualTo(before);
  }

  private static void assertTwoExecutorsKnowUs(String master) {
    SparkJvm.Finished run =
        SparkJvm.submit(master, ALL_EXECUTORS_FIRST, ExecutorProbe.class.getName());

    assertThat(run.exitCode()).as(run.err()).isZero();
    List<String> lines = run.out().lines().toList();
    String driver = lines.get(0).replace("driver ", "");
    assertThat(lines.subList(1, lines.size()))
        .hasSize(2)
        .doesNotHaveDuplicates()
        .allMatch(line -> line.matches("FLOAT64 \\d+"))
        .noneMatch(line -> line.endsWith(" " + driver));
  }
}
