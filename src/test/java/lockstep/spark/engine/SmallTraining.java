package lockstep.spark.engine;

import java.util.Arrays;
import java.util.List;
import lockstep.data.DataShard;
import lockstep.linalg.Precision;
import lockstep.nn.Dropout;
import lockstep.optim.Adam;
import lockstep.optim.LearningRate;
import lockstep.train.EarlyStopping;
import lockstep.train.Evaluator;
import lockstep.train.LocalEngine;
import lockstep.train.Problem;
import lockstep.train.StepEngine;
import lockstep.train.Trainer;
import lockstep.train.TrainingState;
import lockstep.train.Updater;
import lockstep.train.Wide;

/**
 * A training of some epochs, in which something can be made to happen in mid-epoch.
 *
 * @param shards eight, some small, one empty
 * @param start parameters [p]
 */
record SmallTraining(List<DataShard> shards, Evaluator evaluator, double[] start, int epochs) {
  static final int STEPS = 5;
  private static final int[] ROWS = {40, 0, 1, 33, 40, 25, 3, 61};

  /** Of a network with 6 hidden units, softmax, Adam. */
  static SmallTraining ofEpochs(int epochs) {
    Problem problem = new Problem(Problem.Head.SOFTMAX, List.of(6), Precision.FLOAT32);
    return new SmallTraining(
        problem.shards(ROWS), problem.evaluator(), problem.parameters(7), epochs);
  }

  /** With dropout, on sparse rows of 3,000 features, of which a step touches few. */
  static SmallTraining sparse(int epochs) {
    Problem problem = new Problem(Problem.Head.SOFTMAX, List.of(6), Precision.FLOAT32);
    Wide wide = new Wide(problem.dropping(new Dropout(List.of(0.25))), 3_000, true);
    return new SmallTraining(wide.shards(ROWS), wide.evaluator(), wide.parameters(7), epochs);
  }

  /** What training gives in one thread: what every other way must give. */
  TrainingState expected() {
    return train(new LocalEngine(shards, evaluator), step -> {});
  }

  /** Trains, and closes the engine; each update tells its step, from 0. */
  TrainingState train(StepEngine engine, java.util.function.LongConsumer atUpdate) {
    LearningRate rate =
        step -> {
          atUpdate.accept(step);
          return 0.01;
        };
    Updater updater = new Updater(evaluator.objective(), Adam.DEFAULT, rate);
    Trainer trainer = new Trainer(engine, updater, STEPS, epochs, EarlyStopping.OFF);
    try (engine) {
      return trainer.fit(trainer.start(7, start.clone()), (epoch, state) -> {}).state();
    }
  }

  /** The bits of a state, in short. */
  static String bits(TrainingState state) {
    return "%d-%08x%08x"
        .formatted(
            state.step(),
            Arrays.hashCode(state.parameters()),
            Arrays.deepHashCode(state.optimizer().moments()));
  }
}
