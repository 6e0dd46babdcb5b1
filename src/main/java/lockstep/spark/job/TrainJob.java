package lockstep.spark.job;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import lockstep.config.JobConfig;
import lockstep.config.TrainConfig;
import lockstep.data.Split;
import lockstep.data.StepPlan;
import lockstep.encode.Task;
import lockstep.metric.Metrics;
import lockstep.model.TrainedModel;
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
  private final Optional<Resume> resume;

  private TrainJob(Run run, Optional<Resume> resume) {
    this.run = run;
    this.resume = resume;
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
    return Run.in(
        spark,
        config,
        command,
        observer,
        run -> new TrainJob(run, Optional.empty()).work(evaluate));
  }

  /**
   * Goes on with a run that was interrupted, from its newest checkpoint that is whole; it ends as
   * if it had never stopped.
   *
   * @param path the folder of the run
   * @param words the job that goes on, from the one that was interrupted
   * @param evaluate whether to judge it on all splits in the end
   * @return the path of the run's folder
   */
  public static String resume(
      SparkSession spark,
      String path,
      UnaryOperator<JobConfig> words,
      boolean evaluate,
      JobObserver observer) {
    Resume resume = Resume.of(spark, path, words);
    String command = evaluate ? "run" : "train";
    return Run.again(
        spark,
        resume,
        command,
        observer,
        run -> new TrainJob(run, Optional.of(resume)).work(evaluate));
  }

  private void work(boolean evaluate) {
    resume.ifPresent(from -> from.warnings().forEach(run::warn));
    Optional<InitFrom> initial = resume.isPresent() ? Optional.empty() : InitFrom.of(run);
    Slots.settle(context, settings.workerTimeout());
    try (PreparedTable table = Preparation.of(run)) {
      resume.ifPresent(from -> from.goOn(run, table));
      // Now, since a run that is killed should have said what it was.
      run.writeManifest();
      ModelSettings settled = settings.model(table.encoder());
      TrainingLabels labels = TrainingLabels.of(table);
      Objective objective = settled.objective(labels, table.scaling());
      describe(objective, labels);
      double[] cold = settled.start(labels);
      double[] start =
          initial.map(from -> from.start(run, table.encoder(), objective, cold)).orElse(cold);
      Evaluator evaluator = settings.evaluator(objective, table.encoder(), settings.precision());
      TrainingResult result = run.stopwatch().time("train", () -> train(table, evaluator, start));
      tell(result);
      EvaluationJob validation =
          new EvaluationJob(context, table.shards(), table.shardCount(), evaluator);
      double[] kept = objective.stored(result.parameters());
      double threshold = new ThresholdTuning(run, table).threshold(validation, kept);
      TrainedModel model =
          new TrainedModel(
              table.encoder(),
              objective.network(),
              objective.loss().plain(),
              settings.precision(),
              threshold,
              kept);
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
            new EvaluationJob(
                context, table.shards(), table.shardCount(), settings.evaluator(model));
        run.stopwatch().time("evaluate", () -> evaluate(job, model, run.folder(), run.observer()));
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

  private void describe(Objective objective, TrainingLabels labels) {
    run.manifest().put("network", objective.network().toString());
    run.manifest().put("parameters", objective.parameters());
    run.manifest().put("loss", objective.loss().name());
    List<Double> classWeights = objective.classWeights().byClass();
    if (!classWeights.isEmpty()) {
      run.manifest().put("class_weights", labels.named(classWeights));
    }
    List<Double> positive = labels.positiveWeights(run.config().train().positiveWeight());
    if (!positive.isEmpty()) {
      run.manifest().put("positive_weights", labels.named(positive));
    }
  }

  private TrainingResult train(PreparedTable table, Evaluator evaluator, double[] start) {
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
    int done = resume.map(from -> from.checkpoint().state().epoch()).orElse(0);
    run.observer().trainingBegins(done, epochs, rows);
    try (StepEngine engine = choice.engine()) {
      int steps = StepPlan.steps(rows, batch);
      settings.train().endlessWarmup(steps).ifPresent(run::warn);
      Trainer trainer =
          new Trainer(
              engine,
              settings.train().rule(objective, steps),
              steps,
              settings.train().limits(resume.map(Resume::seconds).orElse(0.0)),
              settings.train().stopping(table.rows(Split.VALIDATION) > 0));
      return new RecordedTraining(run, table, resume)
          .fit(trainer, () -> trainer.start(run.config().seed(), start));
    } finally {
      run.observer().trainingEnded();
    }
  }

  private void checkTable(PreparedTable table, Evaluator evaluator) {
    new ThresholdTuning(run, table).check();
    long rows = table.rows(Split.TRAIN);
    Monitors monitors =
        new Monitors(
            evaluator, table.labelCounts(Split.VALIDATION), table.rows(Split.VALIDATION) > 0);
    EarlyStopping stopping = settings.train().stopping(monitors.validated());
    if (stopping.active()) {
      monitors.require(stopping.monitor(), "stop early");
    }
    settings.train().plateau().ifPresent(p -> monitors.require(p.monitor(), "reduce the rate"));
    settings.train().idleRate().ifPresent(run::warn);
    if (settings.batchRows().isPresent() && settings.batchRows().getAsInt() > rows) {
      run.warn(
          "train.batch-size %,d is larger than the %,d training rows: each step takes them all"
              .formatted(settings.batchRows().getAsInt(), rows));
    }
    boolean binary = table.encoder().target().task() == Task.BINARY;
    if (binary && run.config().train().loss() == TrainConfig.Loss.SQUARED_ERROR) {
      run.warn(
          "train.loss squared-error on a sigmoid: its gradient vanishes where the model is"
              + " confidently wrong; cross-entropy does not");
    }
  }

  /** Judges a model on every split that has rows; writes {@code metrics.json}. */
  static Map<String, Object> evaluate(
      EvaluationJob job, TrainedModel model, RunFolder folder, JobObserver observer) {
    Map<String, Object> splits = new LinkedHashMap<>();
    for (Split split : Split.values()) {
      metrics(job, model, split)
          .ifPresent(
              metrics -> {
                splits.put(split.label(), metrics.toMap());
                observer.say("%-10s %s".formatted(split.label(), summary(metrics)));
              });
    }
    folder.writeJson("metrics.json", splits);
    return splits;
  }

  /** Of weighted rows also those of the rows, each counted once. */
  private static Optional<Metrics> metrics(EvaluationJob job, TrainedModel model, Split split) {
    double[] parameters = model.parameters();
    Optional<Metrics> metrics = job.run(parameters, split);
    return model.encoder().weight().columns().isEmpty()
        ? metrics
        : metrics.map(
            weighted ->
                weighted.withUnweighted(job.unweighted().run(parameters, split).orElseThrow()));
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
