package lockstep.spark.engine;

import java.time.Duration;
import java.util.List;
import lockstep.data.DataShard;
import lockstep.spark.SharedSpark;
import lockstep.train.Evaluator;
import lockstep.train.StepEngineContractTest;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Nested;

/**
 * The laws of engines, for a worker that stays. One worker, since a law that opens two engines at
 * once would need a slot for each of their workers.
 */
class ResidentEngineIT {
  static ResidentEngine engine(int partitions, List<DataShard> shards, Evaluator evaluator) {
    JavaSparkContext context =
        JavaSparkContext.fromSparkContext(SharedSpark.session().sparkContext());
    JavaRDD<DataShard> placed = context.parallelize(shards, partitions);
    return new ResidentEngine(
        context,
        placed,
        shards.size(),
        evaluator,
        Duration.ofMinutes(1),
        warning -> {
          throw new AssertionError(warning);
        });
  }

  @Nested
  class OneWorker extends StepEngineContractTest {
    @Override
    protected ResidentEngine engine(List<DataShard> shards, Evaluator evaluator) {
      return ResidentEngineIT.engine(1, shards, evaluator);
    }
  }
}
