package lockstep.optim;

import java.io.Serializable;

/** The learning rate as a function of the step. */
@FunctionalInterface
public interface LearningRate extends Serializable {
  /** The rate of step {@code step}, counted from 0. */
  double at(long step);

  /** The same rate at every step. */
  static LearningRate constant(double rate) {
    return step -> rate;
  }
}
