package lockstep.config;

import static lockstep.config.UnacceptableValueException.require;
import static lockstep.config.UnacceptableValueException.requireNames;
import static lockstep.config.UnacceptableValueException.requirePresent;
import static lockstep.config.UnacceptableValueException.requireText;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonFormat.Feature;
import java.util.List;
import java.util.Optional;

/**
 * The table or tables of a job.
 *
 * @param path one table, split by {@code split}; or else {@code train} is given
 * @param train the training table
 * @param validation the validation table beside {@code train}
 * @param test the test table beside {@code train}
 * @param generate the table to be made when nothing stands at {@code path}
 * @param label the label columns; more than one is multi-label, or several targets
 * @param weight the column of example weights
 * @param offset the column that is added to the logits of a Poisson model
 * @param ignore columns left out
 */
public record DataConfig(
    Optional<String> path,
    Optional<String> train,
    Optional<String> validation,
    Optional<String> test,
    GenerateConfig generate,
    Format format,
    CsvConfig csv,
    LibsvmConfig libsvm,
    @JsonFormat(
            with = {
              Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY,
              Feature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED
            })
        List<String> label,
    Optional<String> weight,
    Optional<String> offset,
    List<String> ignore,
    SplitConfig split,
    AutoCount shards,
    BadRows badRows)
    implements Section {

  /** How a table is stored. */
  public enum Format {
    /** By the suffix of its name. */
    AUTO,
    CSV,
    PARQUET,
    JSON,
    ORC,
    LIBSVM
  }

  /** What becomes of rows that cannot be read. */
  public enum BadRows {
    FAIL,
    SKIP
  }

  /**
   * Lists are copied.
   *
   * @throws IllegalArgumentException unless exactly one of path and train is given, validation and
   *     test come with train, a generated table has a path, and every name is a name
   */
  public DataConfig {
    path.ifPresent(value -> requireText("path", value));
    train.ifPresent(value -> requireText("train", value));
    validation.ifPresent(value -> requireText("validation", value));
    test.ifPresent(value -> requireText("test", value));
    weight.ifPresent(value -> requireText("weight", value));
    offset.ifPresent(value -> requireText("offset", value));
    requirePresent(path.isPresent() || train.isPresent(), "path", "a table, here or in data.train");
    require(path.isEmpty() || train.isEmpty(), "train", "null, as path is given", train.orElse(""));
    requireTrainBeside("validation", validation, train);
    requireTrainBeside("test", test, train);
    require(
        path.isPresent() || generate.kind() == GenerateConfig.Kind.NONE,
        "generate.kind",
        "none, as there is no path to write the table to",
        generate.kind());
    label = List.copyOf(label);
    require(!label.isEmpty(), "label", "a column or a list of columns", label);
    requireNames("label", label);
    ignore = List.copyOf(ignore);
    requireNames("ignore", ignore);
  }

  private static void requireTrainBeside(
      String key, Optional<String> table, Optional<String> train) {
    require(table.isEmpty() || train.isPresent(), key, "null without train", table.orElse(""));
  }
}
