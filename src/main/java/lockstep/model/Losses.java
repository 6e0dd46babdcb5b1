package lockstep.model;

import java.util.List;
import lockstep.encode.Task;
import lockstep.loss.BinaryCrossEntropy;
import lockstep.loss.CategoricalCrossEntropy;
import lockstep.loss.Huber;
import lockstep.loss.Loss;
import lockstep.loss.Poisson;
import lockstep.loss.SigmoidSquaredError;
import lockstep.loss.SquaredError;

/** Which losses there are, and which is a task's own. */
public final class Losses {
  private static final List<Loss> ALL =
      List.of(
          new BinaryCrossEntropy(),
          new CategoricalCrossEntropy(),
          new SquaredError(),
          new SigmoidSquaredError(),
          new Huber(Huber.DEFAULT_DELTA),
          new Poisson(false));

  private Losses() {}

  /** The loss a task is trained with if nothing else is asked for. */
  public static Loss of(Task task) {
    return switch (task) {
      case BINARY, MULTILABEL -> new BinaryCrossEntropy();
      case MULTICLASS -> new CategoricalCrossEntropy();
      case REGRESSION -> new SquaredError();
    };
  }

  /** The squared error of a task: on the sigmoid where labels are 0 or 1. */
  public static Loss squaredError(Task task) {
    return task == Task.REGRESSION ? new SquaredError() : new SigmoidSquaredError();
  }

  /**
   * The loss of a model file.
   *
   * @param delta of {@code huber}; no other has one
   * @param offset whether labels end with an offset, which is for {@code poisson}
   */
  static Loss named(String name, double delta, boolean offset) {
    Loss loss = named(name);
    if (loss instanceof Huber) {
      return new Huber(delta);
    }
    return loss instanceof Poisson ? new Poisson(offset) : loss;
  }

  private static Loss named(String name) {
    return ALL.stream()
        .filter(loss -> loss.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("unknown loss \"%s\"".formatted(name)));
  }
}
