package lockstep.spark.engine;

import java.time.Duration;
import java.util.List;
import lockstep.data.DataShard;
import lockstep.spark.SharedSpark;
import lockstep.train.Evaluator;
import lockstep.train.HeadsContractTest;
import lockstep.train.StepEngineContractTest;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Nested;

/**
 * The laws of engines, for workers that stay. Two workers take both slots, so that of two engines
 * each must make room for the other.
 */
class ResidentEngineIT {
  static final ResidentOptions OPTIONS =
      new ResidentOptions(Duration.ofSeconds(30), Duration.ofSeconds(60), RunSize.UNKNOWN);

  /** Fails the test if workers are lost. */
  static final ResidentObserver NO_LOSS =
      new ResidentObserver() {
        @Override
        public void startsOver(String what, String why) {
          throw new AssertionError(what + " starts over: " + why);
        }

        @Override
        public void fallsBack(String engine, String why) {
          throw new AssertionError("falls back to " + engine + ": " + why);
        }
      };

  static ResidentEngine engine(int partitions, List<DataShard> shards, Evaluator evaluator) {
    JavaSparkContext context =
        JavaSparkContext.fromSparkContext(SharedSpark.session().sparkContext());
    JavaRDD<DataShard> placed = context.parallelize(shards, partitions);
    return new ResidentEngine(context, placed, shards.size(), evaluator, OPTIONS, NO_LOSS);
  }

  @Nested
  class OneWorker extends StepEngineContractTest {
    @Override
    protected ResidentEngine engine(List<DataShard> shards, Evaluator evaluator) {
      return ResidentEngineIT.engine(1, shards, evaluator);
    }
  }

  @Nested
  class TwoWorkers extends StepEngineContractTest {
    @Override
    protected ResidentEngine engine(List<DataShard> shards, Evaluator evaluator) {
      return ResidentEngineIT.engine(2, shards, evaluator);
    }
  }

  @Nested
  class OfEveryHead extends HeadsContractTest {
    @Override
    protected boolean sumsAreDear() {
      return true;
    }

    @Override
    protected ResidentEngine engine(List<DataShard> shards, Evaluator evaluator) {
      return ResidentEngineIT.engine(2, shards, evaluator);
    }
  }
}
