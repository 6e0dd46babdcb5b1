package lockstep.spark.job;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The job of {@link BitIdentityIT}, as words of a command line. */
final class SmallJob {
  private SmallJob() {}

  /** The job on a table, whose run is to be {@code runs/bits/<id>}. */
  static List<String> words(Path table, Path runs, String id, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "job=bits",
                "data.path=" + table,
                "data.ignore=[id]",
                "data.shards=8",
                "model.hidden=[8]",
                "model.dropout=0.25",
                "train.epochs=3",
                "train.batch-size=64",
                "train.learning-rate=0.01",
                "train.optimizer=adamw",
                "train.schedule={kind: cosine, warmup-steps: 2}",
                "train.clip.norm=0.5",
                "output.dir=" + runs,
                "output.run-id=" + id));
    words.addAll(List.of(more));
    return words;
  }
}
