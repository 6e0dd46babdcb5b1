package lockstep.bench;

import lockstep.objective.Objective;
import lockstep.optim.LearningRate;
import lockstep.train.QuasiNewton;
import lockstep.train.StepEngine;
import lockstep.train.StepRule;

/**
 * A way to train on some rows.
 *
 * @param suffix of the contestant's name
 * @param steps of an epoch
 */
record Course(
    String suffix, Rows rows, Training training, StepRule rule, double[] start, int steps) {
  /** The curvature pairs that L-BFGS keeps, here and in MLlib. */
  private static final int MEMORY = 10;

  /** Mini-batches. */
  static Course adam(String suffix, Rows rows, Training training, LearningRate rate) {
    return new Course(
        suffix,
        rows,
        training,
        training.updater(rows, rate),
        training.start(rows),
        training.steps(rows));
  }

  /** An epoch is an iteration; from 0, as MLlib and a job without hidden layers begin. */
  static Course lbfgs(String suffix, Rows rows, Training training) {
    Objective objective = training.objective(rows);
    double[] start = new double[objective.parameters()];
    return new Course(
        ", lbfgs" + suffix, rows, training, QuasiNewton.of(objective, MEMORY), start, 1);
  }

  /** Someone at its beginning. */
  LockstepContestant learner(Lab lab) {
    Engines engine = lab.engine();
    return new LockstepContestant(
        engine.name(), () -> lab.open(engine, rows, training), rule, start, steps, 1);
  }

  /** That many epochs from the beginning, the start of the engine included. */
  Contestant epochs(Lab lab, int epochs) {
    Engines engine = lab.engine();
    return Contestant.of(
        "Lockstep " + engine.name() + suffix,
        () -> {
          LockstepContestant learner = learner(lab);
          try (StepEngine opened = lab.open(engine, rows, training)) {
            for (int epoch = 0; epoch < epochs; epoch++) {
              learner.epoch(opened);
            }
          }
        });
  }
}
