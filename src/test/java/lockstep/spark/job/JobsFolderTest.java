package lockstep.spark.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import lockstep.config.JobConfig;
import lockstep.config.JobFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JobsFolderTest {
  static List<Path> jobs() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("jobs"))) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void isAJobNamedAsItsFileThatTakesItsTableFromTheCommandLine(Path file) {
    JobConfig job = JobFile.read(file, List.of("data.path=given.csv"));

    assertThat(file.getFileName()).hasToString(job.job() + ".yaml");
    assertThat(job.data().path()).contains("given.csv");
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void beginsByHowItIsRunOrWhatItIs(Path file) throws IOException {
    String text = Files.readString(file);

    assertThat(text).startsWith("# ").contains("\nversion: 1\n");
    if (!text.contains("generate:")) {
      assertThat(text)
          .contains("#   scripts/lockstep run " + file.toString().replace('\\', '/') + " data.")
          .doesNotContain("\n  path:", "\n  train: ", "\n  test:");
    }
  }
}
