package lockstep.train;

import java.util.List;
import lockstep.data.DataShard;

/** What laws of a {@link StepEngine} are asked of. */
abstract class EngineLaws {
  static final long SEED = Training.SEED;

  /**
   * The engine under test.
   *
   * @param shards numbers 0 .. S-1, each once
   */
  protected abstract StepEngine engine(List<DataShard> shards, Evaluator evaluator);

  final StepEngine engine(Training training) {
    return engine(training.shards(), training.evaluator());
  }
}
