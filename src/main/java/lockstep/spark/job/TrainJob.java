package lockstep.spark.job;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import lockstep.config.JobConfig;
import lockstep.config.TrainConfig;
import lockstep.data.BadDataException;
import lockstep.data.Split;
import lockstep.data.StepPlan;
import lockstep.encode.Task;
import lockstep.metric.Metrics;
import lockstep.model.TrainedModel;
import lockstep.nn.Initialization;
import lockstep.objective.Objective;
import lockstep.spark.engine.EvaluationJob;
import lockstep.spark.engine.Slots;
import lockstep.spark.table.PreparedTable;
import lockstep.store.RunFolder;
import lockstep.train.EarlyStopping;
import lockstep.train.Evaluator;
import lockstep.train.StepEngine;
import lockstep.train.Trainer;
import lockstep.train.TrainingResult;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** {@code train}: prepare, train, save; and {@code run}, which evaluates as well. */
public final class TrainJob {
  private final Run run;
  private final JobSettings settings;
  private final JavaSparkContext context;

  private TrainJob(Run run) {
    this.run = run;
    this.settings = new JobSettings(run.config());
    this.context = JavaSparkContext.fromSparkContext(run.spark().sparkContext());
  }

  /**
   * Trains a model.
   *
   * @param evaluate whether to judge it on all splits in the end
   * @return the path of the run's folder
   */
  public static String run(
      SparkSession spark, JobConfig config, boolean evaluate, JobObserver observer) {
    String command = evaluate ? "run" : "train";
    return Run.in(spark, config, command, observer, run -> new TrainJob(run).work(evaluate));
  }

  private void work(boolean evaluate) {
    Slots.settle(context, settings.workerTimeout());
    try (PreparedTable table = Preparation.of(run)) {
      Objective objective = settings.objective(table.encoder());
      Evaluator evaluator = settings.evaluator(objective, table.encoder(), settings.precision());
      TrainingResult result = run.stopwatch().time("train", () -> train(table, evaluator));
      tell(result);
      TrainedModel model =
          new TrainedModel(
              table.encoder(),
              objective.network(),
              objective.loss(),
              settings.precision(),
              0.5,
              result.parameters());
      run.stopwatch()
          .time(
              "save",
              () -> {
                run.folder().writeModel(model.toFiles());
                return model;
              });
      run.manifest().describe(result);
      run.writeManifest();
      if (evaluate) {
        EvaluationJob job =
            new EvaluationJob(context, table.shards(), table.shardCount(), evaluator);
        run.stopwatch()
            .time(
                "evaluate", () -> evaluate(job, model.parameters(), run.folder(), run.observer()));
        run.writeManifest();
      }
    }
  }

  private void tell(TrainingResult result) {
    String kept =
        result.epoch() == result.state().epoch()
            ? ""
            : "; the parameters of epoch %,d are kept".formatted(result.epoch());
    run.observer()
        .say(
            "trained %,d epochs in %.1f s: %s%s"
                .formatted(
                    result.state().epoch(),
                    run.stopwatch().seconds().get("train"),
                    result.reason().text(),
                    kept));
  }

  private TrainingResult train(PreparedTable table, Evaluator evaluator) {
    checkTable(table, evaluator);
    long rows = table.rows(Split.TRAIN);
    long batch = Math.min(rows, settings.batchRows().orElse(Integer.MAX_VALUE));
    if (settings.batchRows().isEmpty()) {
      batch = rows;
    }
    Objective objective = evaluator.objective();
    EngineChoice choice = EngineChoice.of(run, table, evaluator);
    run.manifest().put("engine", choice.engine().name());
    run.manifest().put("engine_reason", choice.reason());
    run.manifest().put("network", objective.network().toString());
    run.manifest().put("parameters", objective.parameters());
    run.manifest().put("loss", objective.loss().name());
    run.observer()
        .say(
            "training %s, %,d parameters, loss %s, engine %s (%s)"
                .formatted(
                    objective.network(),
                    objective.parameters(),
                    objective.loss().name(),
                    choice.engine().name(),
                    choice.reason()));
    int epochs = run.config().train().epochs();
    run.observer().trainingBegins(epochs, rows);
    try (StepEngine engine = choice.engine()) {
      Trainer trainer =
          new Trainer(
              engine,
              settings.updater(objective),
              StepPlan.steps(rows, batch),
              epochs,
              settings.stopping());
      double[] start = Initialization.initialize(objective.network(), run.config().seed());
      return trainer.fit(
          trainer.start(run.config().seed(), start),
          new History(run.folder(), run.observer(), rows));
    } finally {
      run.observer().trainingEnded();
    }
  }

  private void checkTable(PreparedTable table, Evaluator evaluator) {
    long rows = table.rows(Split.TRAIN);
    EarlyStopping stopping = settings.stopping();
    boolean watchesValidation = stopping.active() && !stopping.monitor().equals("train-loss");
    if (watchesValidation && table.rows(Split.VALIDATION) == 0) {
      throw new BadDataException(
          "Cannot stop early on %s: the job has no validation rows".formatted(stopping.monitor()));
    }
    if (watchesValidation) {
      checkMonitor(stopping.monitor(), evaluator);
    }
    if (settings.batchRows().isPresent() && settings.batchRows().getAsInt() > rows) {
      run.warn(
          "train.batch-size %,d is larger than the %,d training rows: each step takes them all"
              .formatted(settings.batchRows().getAsInt(), rows));
    }
    boolean binary = table.encoder().target().task() == Task.BINARY;
    if (binary && run.config().train().loss() == TrainConfig.Loss.SQUARED_ERROR) {
      run.warn(
          "train.loss squared-error on a sigmoid: its gradient vanishes where the model is confidently wrong; cross-entropy does not");
    }
  }

  private static void checkMonitor(String monitor, Evaluator evaluator) {
    String name = monitor.substring(monitor.indexOf('-') + 1).replace('-', '_');
    var empty = new lockstep.metric.EvaluationSums(0, 0, 0, evaluator.task().empty());
    Metrics metrics =
        evaluator.metrics(empty, lockstep.metric.Ranking.of(lockstep.metric.ScoreRun.empty()));
    if (!metrics.numbers().containsKey(name)) {
      throw new lockstep.config.ConfigException(
          "Cannot stop early on %s: expected one of %s for this task"
              .formatted(monitor, monitors(metrics)));
    }
  }

  private static String monitors(Metrics metrics) {
    return metrics.numbers().keySet().stream()
        .filter(name -> !name.equals("rows") && !name.equals("weight"))
        .map(name -> "validation-" + name.replace('_', '-'))
        .collect(Collectors.joining(", "));
  }

  /** Judges parameters on every split that has rows; writes {@code metrics.json}. */
  static Map<String, Object> evaluate(
      EvaluationJob job, double[] parameters, RunFolder folder, JobObserver observer) {
    Map<String, Object> splits = new LinkedHashMap<>();
    for (Split split : Split.values()) {
      job.run(parameters, split)
          .ifPresent(
              metrics -> {
                splits.put(split.label(), metrics.toMap());
                observer.say("%-10s %s".formatted(split.label(), summary(metrics)));
              });
    }
    folder.writeJson("metrics.json", splits);
    return splits;
  }

  private static String summary(Metrics metrics) {
    StringBuilder text = new StringBuilder();
    metrics
        .numbers()
        .forEach(
            (name, value) -> {
              if (!name.equals("weight") && value != null) {
                String shown =
                    value instanceof Double number
                        ? "%.4f".formatted(number)
                        : "%,d".formatted((Long) value);
                text.append(text.isEmpty() ? "" : "  ").append(name).append(' ').append(shown);
              }
            });
    return text.toString();
  }
}
