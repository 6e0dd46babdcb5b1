package lockstep.bench;

import java.util.List;
import java.util.stream.IntStream;
import lockstep.data.StepPlan;
import lockstep.linalg.Precision;
import lockstep.loss.BinaryCrossEntropy;
import lockstep.loss.CategoricalCrossEntropy;
import lockstep.metric.ClassificationSums;
import lockstep.nn.Activations;
import lockstep.nn.Initialization;
import lockstep.nn.Network;
import lockstep.objective.Objective;
import lockstep.optim.Adam;
import lockstep.optim.LearningRate;
import lockstep.train.Evaluator;
import lockstep.train.Updater;

/**
 * What all contestants of a case learn.
 *
 * @param hidden units of the hidden layers
 * @param batch rows of a step
 * @param rate of Adam
 * @param l2 factor of the penalty
 */
record Training(List<Integer> hidden, int batch, double rate, double l2) {
  static final long SEED = 42;

  /** With leaky ReLU, Glorot's start and, like every peer, Adam. */
  Network network(Rows rows) {
    return Network.of(rows.features(), hidden, Activations.named("leaky-relu"), rows.outputs());
  }

  Objective objective(Rows rows) {
    boolean binary = rows.classes() == 2;
    return new Objective(
        network(rows), binary ? new BinaryCrossEntropy() : new CategoricalCrossEntropy(), l2);
  }

  /** In the precision of the rows. */
  Evaluator evaluator(Rows rows) {
    return evaluator(rows, rows.precision());
  }

  Evaluator evaluator(Rows rows, Precision precision) {
    boolean binary = rows.classes() == 2;
    return new Evaluator(
        objective(rows),
        precision,
        binary ? ClassificationSums.binary(0.5) : ClassificationSums.multiclass(rows.classes()),
        IntStream.range(0, rows.classes()).mapToObj(Integer::toString).toList(),
        false,
        null);
  }

  Updater updater(Rows rows) {
    return updater(rows, LearningRate.constant(rate));
  }

  Updater updater(Rows rows, LearningRate schedule) {
    return new Updater(objective(rows), Adam.DEFAULT, schedule);
  }

  double[] start(Rows rows) {
    return Initialization.initialize(network(rows), SEED);
  }

  int steps(Rows rows) {
    return StepPlan.steps(rows.count(), batch);
  }
}
