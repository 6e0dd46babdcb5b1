package lockstep.spark.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import lockstep.config.JobConfig;
import lockstep.config.JobFile;
import lockstep.spark.SharedSpark;

/** The files of a run, read as a user would: by name, without any class of the product. */
record FinishedRun(Path folder) {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** Trains and evaluates a job of {@code jobs/}, with these overrides. */
  static FinishedRun of(String job, Path output, List<String> overrides) {
    return of(job(job, output, overrides));
  }

  static FinishedRun of(JobConfig config) {
    return new FinishedRun(
        Path.of(TrainJob.run(SharedSpark.session(), config, true, JobObserver.SILENT)));
  }

  static JobConfig job(String job, Path output, List<String> overrides) {
    List<String> all = new ArrayList<>(overrides);
    all.add("output.dir=" + output);
    return JobFile.read(Path.of("jobs", job + ".yaml"), all);
  }

  JsonNode json(String file) {
    try {
      return MAPPER.readTree(folder.resolve(file).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode metrics(String split) {
    return json("metrics.json").path(split);
  }

  List<JsonNode> history() {
    try (Stream<String> lines = Files.lines(folder.resolve("history.jsonl"))) {
      return lines.map(FinishedRun::line).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode line(String line) {
    try {
      return MAPPER.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All files below the folder, by their paths within it. */
  List<String> files() {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
