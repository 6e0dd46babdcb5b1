package lockstep.bench;

import java.util.List;
import java.util.Optional;
import lockstep.linalg.Precision;
import lockstep.train.StepEngine;
import org.apache.spark.ml.classification.LogisticRegressionModel;

/**
 * The softmax regression of MNIST by L-BFGS: its objective after 300 iterations, which other
 * programs' L-BFGS has brought to 0.259249, and the time of an iteration.
 */
final class SoftmaxCase implements Case {
  private static final Training SOFTMAX = new Training(List.of(), 256, 1e-3, 1e-4);
  private static final int ITERATIONS = 300;
  private static final double OBJECTIVE = 0.2593;
  private static final String MLLIB = "MLlib LogisticRegression";

  @Override
  public String name() {
    return "m";
  }

  @Override
  public String title() {
    return "MNIST, softmax with l2 1e-4, L-BFGS";
  }

  @Override
  public void run(Lab lab) {
    Optional<Rows> images = Tables.images(lab, name());
    images.ifPresent(rows -> run(lab, rows));
  }

  private void run(Lab lab, Rows rows) {
    Judge judge = new Judge(rows, SOFTMAX);
    // In double, as the reference.
    objective(lab, judge, rows.in(Precision.FLOAT64), ", float64");
    objective(lab, judge, rows, "");
    if (lab.races("mllib")) {
      try (MllibPeers mllib = new MllibPeers(lab.spark(), rows)) {
        mllib(lab, judge, rows, mllib);
      }
    }
  }

  private void objective(Lab lab, Judge judge, Rows rows, String suffix) {
    Course course = Course.lbfgs(suffix, rows, SOFTMAX);
    LockstepContestant learner = course.learner(lab);
    int iterations = lab.options().scaled(ITERATIONS, 3);
    long begun = System.nanoTime();
    try (StepEngine engine = lab.open(lab.engine(), rows, SOFTMAX)) {
      for (int i = 0; i < iterations; i++) {
        learner.epoch(engine);
      }
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    Rows.release();
    String who = learner.name() + course.suffix();
    lab.report().curve(name(), who, learner.losses());
    Figure figure =
        Figure.single(
                name(),
                "objective after %d iterations, %s".formatted(iterations, who),
                "",
                judge.objective(learner.parameters()))
            .noting("in %.1f s".formatted(seconds));
    lab.report().add(lab.options().quick() ? figure : figure.valueAtMost(OBJECTIVE));
  }

  private void mllib(Lab lab, Judge judge, Rows rows, MllibPeers mllib) {
    int iterations = lab.options().scaled(20, 2);
    Course course = Course.lbfgs("", rows, SOFTMAX);
    Contestant ours = course.epochs(lab, iterations);
    LogisticRegressionModel[] last = new LogisticRegressionModel[1];
    Contestant theirs =
        Contestant.of(MLLIB, () -> last[0] = mllib.logistic(iterations, SOFTMAX.l2(), 0));
    Race race = lab.raceAndClose(List.of(ours, theirs));
    String what = "%d iterations, ".formatted(iterations);
    lab.report()
        .add(
            Figure.of(name(), what + MLLIB, race, MLLIB)
                .noting("objective %.6f".formatted(judge.objective(judge.parameters(last[0])))));
    LockstepContestant learner = course.learner(lab);
    try (StepEngine engine = lab.open(lab.engine(), rows, SOFTMAX)) {
      for (int i = 0; i < iterations; i++) {
        learner.epoch(engine);
      }
    }
    Rows.release();
    lab.report()
        .add(
            Figure.of(name(), what + ours.name(), race, ours.name())
                .over(MLLIB, race.ratio(ours.name(), MLLIB))
                .noting("objective %.6f".formatted(judge.objective(learner.parameters()))));
  }
}
