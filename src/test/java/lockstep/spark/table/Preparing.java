package lockstep.spark.table;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import lockstep.data.Split;
import lockstep.encode.EncoderOptions;
import lockstep.encode.EncoderOptions.Impute;
import lockstep.encode.EncoderOptions.Scale;
import lockstep.encode.Layout;
import lockstep.encode.TargetOptions;
import lockstep.linalg.Precision;
import lockstep.spark.SharedSpark;

/** A preparation by parts, of a table whose rows are all for training unless shares are given. */
final class Preparing {
  private static final List<String> NULLS = List.of("", "NA");

  private final Optional<String> path;
  private final Map<Split, String> tables;
  private List<String> labels = List.of("label");
  private Optional<String> weight = Optional.empty();
  private Impute impute = Impute.MEAN;
  private Scale scale = Scale.NONE;
  private Optional<Layout> layout = Optional.empty();
  private int maxCategories = 1000;
  private SplitShares shares = new SplitShares(1, 0, 0);
  private boolean skipBadRows;

  private Preparing(Optional<String> path, Map<Split, String> tables) {
    this.path = path;
    this.tables = tables;
  }

  static Preparing table(Path path) {
    return new Preparing(Optional.of(path.toString()), Map.of());
  }

  static Preparing tables(Path train, Path test) {
    return new Preparing(
        Optional.empty(), Map.of(Split.TRAIN, train.toString(), Split.TEST, test.toString()));
  }

  Preparing labels(String... names) {
    labels = List.of(names);
    return this;
  }

  Preparing weight(String name) {
    weight = Optional.of(name);
    return this;
  }

  Preparing impute(Impute fill) {
    impute = fill;
    return this;
  }

  Preparing standardised() {
    scale = Scale.STANDARD;
    return this;
  }

  Preparing layout(Layout chosen) {
    layout = Optional.of(chosen);
    return this;
  }

  Preparing maxCategories(int most) {
    maxCategories = most;
    return this;
  }

  Preparing shares(double train, double validation, double test) {
    shares = new SplitShares(train, validation, test);
    return this;
  }

  Preparing skippingBadRows() {
    skipBadRows = true;
    return this;
  }

  PreparedTable prepare() {
    TableOptions options =
        new TableOptions(
            path,
            tables,
            TableFormat.bySuffix(),
            weight,
            List.of(),
            new EncoderOptions(
                Optional.empty(),
                Optional.empty(),
                impute,
                scale,
                layout,
                maxCategories,
                NULLS,
                List.of()),
            new TargetOptions(labels, Optional.empty(), Optional.empty(), Scale.NONE, NULLS),
            shares,
            42,
            OptionalInt.of(8),
            Precision.FLOAT64,
            skipBadRows);
    return new TablePreparation(SharedSpark.session(), options).prepare();
  }
}
