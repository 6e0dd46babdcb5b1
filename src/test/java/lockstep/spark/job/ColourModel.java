package lockstep.spark.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lockstep.config.JobConfig;
import lockstep.config.JobFile;
import lockstep.spark.SharedSpark;

/** A model that reads two columns, {@code size} and {@code colour}, of a table it has learnt. */
public record ColourModel(Path run) {
  /** Trains it: the label is {@code big} where the size is 10 or more. */
  public static ColourModel train(Path folder) throws IOException {
    List<String> lines = new ArrayList<>(List.of("size,colour,label"));
    for (int i = 0; i < 60; i++) {
      String size = i % 11 == 0 ? "" : Integer.toString(i % 20);
      lines.add("%s,%s,%s".formatted(size, i % 3 == 0 ? "red" : "blue", i % 20 < 10 ? "a" : "big"));
    }
    Path table = Files.write(folder.resolve("train.csv"), lines);
    JobConfig job =
        JobFile.of(
            List.of(
                "data.path=" + table,
                "train.epochs=40",
                "train.learning-rate=0.1",
                "output.dir=" + folder.resolve("runs")));
    return new ColourModel(
        Path.of(TrainJob.run(SharedSpark.session(), job, false, JobObserver.SILENT)));
  }

  /** Predicts a table with these keys over the defaults; returns the number of rows. */
  long predict(Path input, Path output, String... keys) {
    List<String> words = new ArrayList<>(List.of("data.path=" + input));
    words.addAll(List.of(keys));
    return PredictJob.run(
        SharedSpark.session(),
        JobFile.of(words),
        run.toString(),
        input.toString(),
        output.toString(),
        JobObserver.SILENT);
  }
}
