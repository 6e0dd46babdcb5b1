package lockstep.spark.job;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.DoubleStream;
import lockstep.config.CsvConfig;
import lockstep.config.DataConfig;
import lockstep.config.FeaturesConfig;
import lockstep.config.JobConfig;
import lockstep.config.ModelConfig;
import lockstep.config.TrainConfig;
import lockstep.data.Split;
import lockstep.encode.EncoderOptions;
import lockstep.encode.EndlessSize;
import lockstep.encode.Layout;
import lockstep.encode.RegressionTarget;
import lockstep.encode.RowEncoder;
import lockstep.encode.Scaling;
import lockstep.encode.TargetOptions;
import lockstep.encode.Task;
import lockstep.linalg.Precision;
import lockstep.metric.ClassificationSums;
import lockstep.metric.MultilabelSums;
import lockstep.metric.RegressionSums;
import lockstep.metric.TaskSums;
import lockstep.model.TrainedModel;
import lockstep.objective.Objective;
import lockstep.spark.engine.ResidentOptions;
import lockstep.spark.engine.RunSize;
import lockstep.spark.table.SplitShares;
import lockstep.spark.table.TableFormat;
import lockstep.spark.table.TableOptions;
import lockstep.train.Evaluator;
import lockstep.train.TargetUnit;

/** What a job file means to the rooms that know nothing of job files. */
record JobSettings(JobConfig config) {

  TableOptions tables() {
    DataConfig data = config.data();
    Map<Split, String> tables = new EnumMap<>(Split.class);
    data.train().ifPresent(path -> tables.put(Split.TRAIN, path));
    data.validation().ifPresent(path -> tables.put(Split.VALIDATION, path));
    data.test().ifPresent(path -> tables.put(Split.TEST, path));
    return new TableOptions(
        data.path(),
        tables,
        format(),
        data.weight(),
        data.ignore(),
        features(),
        target(),
        new SplitShares(data.split().train(), data.split().validation(), data.split().test()),
        config.seed(),
        data.shards().number(),
        precision(),
        data.badRows() == DataConfig.BadRows.SKIP);
  }

  TableFormat format() {
    DataConfig data = config.data();
    CsvConfig csv = data.csv();
    Optional<Boolean> multiLine =
        switch (csv.multiLine()) {
          case AUTO -> Optional.empty();
          case TRUE -> Optional.of(true);
          case FALSE -> Optional.of(false);
        };
    Optional<String> format =
        data.format() == DataConfig.Format.AUTO
            ? Optional.empty()
            : Optional.of(data.format().name().toLowerCase(Locale.ROOT));
    return new TableFormat(
        format, csv.header(), csv.delimiter(), csv.quote(), multiLine, csv.encoding());
  }

  private EncoderOptions features() {
    var features = config.features();
    return new EncoderOptions(
        features.numeric().listed(),
        features.categorical().listed(),
        EncoderOptions.Impute.valueOf(features.impute().name()),
        EncoderOptions.Scale.valueOf(features.scale().name()),
        features.layout() == FeaturesConfig.Layout.AUTO
            ? Optional.empty()
            : Optional.of(Layout.valueOf(features.layout().name())),
        features.maxCategories(),
        config.data().csv().nullValues(),
        // The table leaves ignored columns out before the encoder sees it.
        List.of(),
        new EndlessSize(config.data().libsvm().features().number().orElse(0)));
  }

  private TargetOptions target() {
    TrainConfig.Loss loss = config.train().loss();
    boolean counts = loss == TrainConfig.Loss.POISSON;
    boolean numbers = counts || loss == TrainConfig.Loss.HUBER;
    Optional<Task> task =
        config.model().task() != ModelConfig.Task.AUTO
            ? Optional.of(Task.valueOf(config.model().task().name()))
            : numbers ? Optional.of(Task.REGRESSION) : Optional.empty();
    return new TargetOptions(
        config.data().label(),
        task,
        config.model().positive(),
        EncoderOptions.Scale.valueOf(config.features().scaleTarget().name()),
        counts,
        config.data().offset(),
        config.data().csv().nullValues());
  }

  Precision precision() {
    return Precision.valueOf(config.train().precision().name());
  }

  ModelSettings model(RowEncoder encoder) {
    return new ModelSettings(config, encoder);
  }

  TrainSettings train() {
    return new TrainSettings(config.train());
  }

  /** Bounds of resident workers that train on so many rows. */
  ResidentOptions resident(long rows) {
    TrainConfig train = config.train();
    return new ResidentOptions(
        workerTimeout(),
        Duration.ofSeconds(train.stepTimeoutSeconds()),
        new RunSize(train.epochs(), rows));
  }

  Duration workerTimeout() {
    return Duration.ofSeconds(config.train().workerTimeoutSeconds());
  }

  OptionalInt batchRows() {
    return config.train().batchSize().rows();
  }

  /** An evaluator of the model's task, at the thresholds of the job. */
  Evaluator evaluator(Objective objective, RowEncoder encoder, Precision precision) {
    return evaluator(objective, encoder, precision, ClassificationSums.UNTUNED);
  }

  Evaluator evaluator(TrainedModel model) {
    Objective objective = new Objective(model.network(), model.loss(), 0);
    return evaluator(objective, model.encoder(), model.precision(), model.threshold());
  }

  private Evaluator evaluator(
      Objective objective, RowEncoder encoder, Precision precision, double decision) {
    boolean weighted = !encoder.weight().columns().isEmpty();
    Task task = encoder.target().task();
    int labels = encoder.target().labels().size();
    TaskSums sums =
        switch (task) {
          case BINARY -> {
            ClassificationSums binary =
                ClassificationSums.binary(thresholds(decision)).deciding(decision);
            yield weighted ? binary.withWeights() : binary;
          }
          case MULTICLASS -> {
            ClassificationSums classes = ClassificationSums.multiclass(labels);
            yield weighted ? classes.withWeights() : classes;
          }
          case MULTILABEL -> {
            MultilabelSums several = MultilabelSums.of(labels);
            yield weighted ? several.withWeights() : several;
          }
          case REGRESSION -> new RegressionSums(labels);
        };
    return new Evaluator(
        objective,
        precision,
        sums,
        encoder.target().labels(),
        task == Task.BINARY,
        encoder.target() instanceof RegressionTarget target ? unit(target) : null);
  }

  /** Those of the job, and last the one that was chosen. */
  private double[] thresholds(double decision) {
    DoubleStream listed = config.evaluate().thresholds().stream().mapToDouble(Double::doubleValue);
    boolean shown =
        decision == ClassificationSums.UNTUNED || config.evaluate().thresholds().contains(decision);
    return (shown ? listed : DoubleStream.concat(listed, DoubleStream.of(decision))).toArray();
  }

  private static TargetUnit unit(RegressionTarget target) {
    return new TargetUnit(
        target.scalings().stream().mapToDouble(Scaling::mean).toArray(),
        target.scalings().stream().mapToDouble(Scaling::scale).toArray());
  }
}
