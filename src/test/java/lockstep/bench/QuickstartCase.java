package lockstep.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The README's command from start to end, in a process of its own; the first run is not counted.
 */
record QuickstartCase() implements Case {
  private static final double LIMIT_SECONDS = 15;

  @Override
  public String name() {
    return "q";
  }

  @Override
  public String title() {
    return "scripts/lockstep run jobs/quickstart.yaml, wall clock";
  }

  @Override
  public void run(Lab lab) {
    Path launcher = Path.of("scripts/lockstep").toAbsolutePath();
    if (!Files.exists(launcher)) {
      lab.report().add(Figure.said(name(), "skipped", "no " + launcher));
      return;
    }
    Path log = lab.options().work().resolve("quickstart.log").toAbsolutePath();
    Contestant job = Contestant.of("quickstart", () -> launch(launcher, log));
    Race race = Race.run(List.of(job), 1, lab.options().scaled(5, 1));
    lab.report()
        .add(
            Figure.of(name(), "quickstart job", race, "quickstart")
                .over("15 s", race.median("quickstart") / 1e3 / LIMIT_SECONDS)
                .atMost(1)
                .noting(stages(log)));
  }

  private static void launch(Path launcher, Path log) {
    try {
      ProcessBuilder command =
          new ProcessBuilder(
                  launcher.toString(), "run", "jobs/quickstart.yaml", "--master", Lab.THREADS)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      // As a user has it: without an installed Spark.
      command.environment().remove("SPARK_HOME");
      command.environment().remove("SPARK_DIST_CLASSPATH");
      Process process = command.start();
      if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
        process.destroy();
        throw new IllegalStateException(
            "Cannot time the quickstart job: expected exit code 0, found the output in " + log);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The stages of the last run by its manifest; the rest is the start of Java and Spark. */
  private static String stages(Path log) {
    try {
      List<String> lines = Files.readAllLines(log);
      String run = lines.get(lines.size() - 1).replace("run: ", "").replace("file:", "");
      JsonNode manifest = new ObjectMapper().readTree(Path.of(run, "manifest.json").toFile());
      return "stages " + manifest.path("seconds");
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read how the quickstart job went", e);
    }
  }
}
