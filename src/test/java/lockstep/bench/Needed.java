package lockstep.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoublePredicate;
import java.util.function.ToDoubleBiFunction;
import lockstep.train.StepEngine;

/**
 * How far a course has to be followed until it is good enough.
 *
 * @param reached whether that was enough
 * @param curve what it was judged by after each of these epochs
 */
record Needed(boolean reached, List<Double> curve) {
  /** How far a course is followed. */
  static int mostEpochs(Lab lab) {
    return lab.options().scaled(100, 3);
  }

  /** Follows a course, and judges after every epoch. */
  static Needed until(
      Lab lab,
      Course course,
      int mostEpochs,
      ToDoubleBiFunction<LockstepContestant, StepEngine> judge,
      DoublePredicate good) {
    LockstepContestant learner = course.learner(lab);
    List<Double> curve = new ArrayList<>();
    try (StepEngine opened = lab.open(lab.engine(), course.rows(), course.training())) {
      while (curve.size() < mostEpochs) {
        learner.epoch(opened);
        curve.add(judge.applyAsDouble(learner, opened));
        if (good.test(curve.get(curve.size() - 1))) {
          return new Needed(true, curve);
        }
      }
    }
    return new Needed(false, curve);
  }

  int epochs() {
    return curve.size();
  }

  /** Only a goal that was reached can be reached in time. */
  Figure judge(Figure figure, double limit) {
    return reached
        ? figure.atMost(limit).noting(epochs() + " epochs")
        : figure.noting("not reached in " + epochs() + " epochs");
  }
}
