package lockstep.bench;

import java.util.List;
import java.util.function.Predicate;
import lockstep.metric.Metrics;
import lockstep.objective.Objective;
import lockstep.optim.LearningRate;
import lockstep.spark.engine.ResidentEngine;
import lockstep.train.QuasiNewton;
import lockstep.train.StepEngine;
import lockstep.train.StepRule;
import org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel;

/**
 * The time until a model is good enough. Each side first finds how many epochs or iterations it
 * needs; the race then times that many and nothing else, so that nobody pays for being judged.
 */
final class TimeToQuality {
  private static final double ACCURACY = 0.918;
  private static final double NEAR = 1e-4;
  private static final String TO_OPTIMUM = "time to optimum + 1e-4, ";
  private static final String MLLIB = "MLlib LogisticRegression";
  private static final int MOST_EPOCHS = 100;
  private static final List<Integer> ITERATIONS = List.of(15, 20, 25, 30, 35, 40, 50, 60, 80, 100);

  /** How many epochs were trained, and whether that was enough. */
  private record Needed(int epochs, boolean reached) {
    /** Only a goal that was reached can be reached in time. */
    Figure judge(Figure figure, double limit) {
      return reached
          ? figure.atMost(limit).noting(epochs + " epochs")
          : figure.noting("not reached in " + epochs + " epochs");
    }
  }

  /**
   * How it is trained.
   *
   * @param suffix of the contestant's name
   * @param steps of an epoch
   */
  private record Course(String suffix, StepRule rule, double[] start, int steps) {
    static Course adam(Rows rows, Training training, LearningRate rate) {
      return new Course(
          "", training.updater(rows, rate), training.start(rows), training.steps(rows));
    }

    /** An epoch is an iteration; from 0, as MLlib and a job without hidden layers begin. */
    static Course lbfgs(Rows rows, Training training) {
      Objective objective = training.objective(rows);
      return new Course(
          ", lbfgs", QuasiNewton.of(objective, 10), new double[objective.parameters()], 1);
    }
  }

  private TimeToQuality() {}

  /** Training accuracy of 0.918, over MLlib's network of the same shape. */
  static void accuracy(Lab lab, NetworkCase of, Rows rows, MllibPeers mllib) {
    Training training = of.training();
    Course adam = Course.adam(rows, training, LearningRate.constant(training.rate()));
    double goal = lab.options().quick() ? 0.5 : ACCURACY;
    Needed needed =
        epochsUntil(lab, rows, training, adam, m -> m.value("accuracy").orElse(0) >= goal);
    String what = "time to train accuracy " + goal;
    Contestant ours = epochs(lab, rows, training, adam, needed.epochs);
    if (!lab.races("mllib")) {
      Race race = lab.raceAndClose(List.of(ours));
      lab.report().add(Figure.of(of.name(), what + ", " + ours.name(), race, ours.name()));
      return;
    }
    // Too slow to repeat: MLlib runs once, and Lockstep once beside it after a warm-up.
    ours.round();
    for (int iterations : ITERATIONS) {
      long begun = System.nanoTime();
      MultilayerPerceptronClassificationModel model =
          mllib.perceptron(training.hidden(), iterations);
      double milliseconds = (System.nanoTime() - begun) / 1e6;
      double accuracy = mllib.accuracy(model);
      if (accuracy >= goal || iterations == ITERATIONS.get(ITERATIONS.size() - 1)) {
        double time = ours.round();
        lab.report()
            .add(
                Figure.single(of.name(), what + ", MLlib MLP", "ms", milliseconds)
                    .noting(
                        "%d iterations, accuracy %.4f, measured once"
                            .formatted(iterations, accuracy)));
        lab.report()
            .add(
                needed.judge(
                    Figure.single(of.name(), what + ", " + ours.name(), "ms", time)
                        .over("MLlib MLP", time / milliseconds),
                    1.0 / 30));
        return;
      }
    }
  }

  /** The objective within 1e-4 of its minimum, over MLlib's logistic regression. */
  static void optimum(Lab lab, NetworkCase of, Rows rows, MllibPeers mllib) {
    if (!lab.races("mllib")) {
      return;
    }
    Training training = of.training();
    double l2 = training.l2();
    double[] history =
        mllib.logistic(lab.options().scaled(200, 20), l2, 1e-12).summary().objectiveHistory();
    double goal = history[history.length - 1] + NEAR;
    int iterations = 0;
    while (history[iterations] > goal) {
      iterations++;
    }
    // Adam at a constant rate circles the optimum; the rate falls as 1 / (1 + (epoch / 2)^2).
    int steps = training.steps(rows);
    double first = 10 * training.rate();
    LearningRate rate = step -> first / (1 + Math.pow(step / (2.0 * steps), 2));
    Predicate<Metrics> good = m -> m.value("loss").orElseThrow() <= goal;
    Course adam = Course.adam(rows, training, rate);
    Course lbfgs = Course.lbfgs(rows, training);
    Needed byAdam = epochsUntil(lab, rows, training, adam, good);
    Needed byLbfgs = epochsUntil(lab, rows, training, lbfgs, good);
    Contestant ours = epochs(lab, rows, training, adam, byAdam.epochs);
    Contestant searching = epochs(lab, rows, training, lbfgs, byLbfgs.epochs);
    int enough = iterations;
    Contestant theirs = Contestant.of(MLLIB, () -> mllib.logistic(enough, l2, 0));
    Race race = lab.raceAndClose(List.of(ours, searching, theirs));
    lab.report()
        .add(
            Figure.of(of.name(), TO_OPTIMUM + MLLIB, race, MLLIB)
                .noting("%d iterations, objective %.6f".formatted(iterations, goal - NEAR)));
    judge(lab, of, race, ours, byAdam);
    judge(lab, of, race, searching, byLbfgs);
  }

  private static void judge(Lab lab, NetworkCase of, Race race, Contestant ours, Needed needed) {
    String name = ours.name();
    Figure figure =
        Figure.of(of.name(), TO_OPTIMUM + name, race, name).over(MLLIB, race.ratio(name, MLLIB));
    lab.report().add(needed.judge(figure, 1.0 / 3));
  }

  /** The resident engine where it is measured, else the first. */
  static Engines engine(Lab lab) {
    List<Engines> engines = lab.options().engines();
    return engines.stream()
        .filter(engine -> engine.name().equals(ResidentEngine.NAME))
        .findFirst()
        .orElse(engines.get(0));
  }

  private static Needed epochsUntil(
      Lab lab, Rows rows, Training training, Course course, Predicate<Metrics> good) {
    Engines engine = engine(lab);
    LockstepContestant learner = contestant(lab, engine, rows, training, course);
    int most = lab.options().scaled(MOST_EPOCHS, 3);
    try (StepEngine opened = lab.open(engine, rows, training)) {
      for (int epochs = 1; epochs <= most; epochs++) {
        learner.epoch(opened);
        Metrics metrics = learner.judge(opened);
        if (good.test(penalised(metrics, learner, training, rows))) {
          return new Needed(epochs, true);
        }
      }
    }
    return new Needed(most, false);
  }

  /** The metrics with the penalty added to the loss. */
  private static Metrics penalised(
      Metrics metrics, LockstepContestant learner, Training training, Rows rows) {
    if (training.l2() == 0) {
      return metrics;
    }
    double penalty = 0;
    double[] parameters = learner.parameters();
    for (var slot : training.network(rows).layout().slots()) {
      for (int i = slot.weightOffset(); i < slot.biasOffset(); i++) {
        penalty += training.l2() / 2 * parameters[i] * parameters[i];
      }
    }
    return Metrics.of(java.util.Map.of("loss", metrics.value("loss").orElseThrow() + penalty));
  }

  private static Contestant epochs(
      Lab lab, Rows rows, Training training, Course course, int epochs) {
    Engines engine = engine(lab);
    return Contestant.of(
        "Lockstep " + engine.name() + course.suffix,
        () -> {
          LockstepContestant learner = contestant(lab, engine, rows, training, course);
          try (StepEngine opened = lab.open(engine, rows, training)) {
            for (int epoch = 0; epoch < epochs; epoch++) {
              learner.epoch(opened);
            }
          }
        });
  }

  private static LockstepContestant contestant(
      Lab lab, Engines engine, Rows rows, Training training, Course course) {
    return new LockstepContestant(
        engine.name(),
        () -> lab.open(engine, rows, training),
        course.rule,
        course.start,
        course.steps,
        1);
  }
}
