package lockstep.spark.engine;

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
 * The laws of engines, for shards in one partition, in some, and in fewer than there are; those of
 * every head for one of these.
 */
class TreeAggregateEngineIT {
  static TreeAggregateEngine engine(int partitions, List<DataShard> shards, Evaluator evaluator) {
    JavaSparkContext context =
        JavaSparkContext.fromSparkContext(SharedSpark.session().sparkContext());
    JavaRDD<DataShard> placed = context.parallelize(shards, partitions);
    return new TreeAggregateEngine(context, placed, shards.size(), evaluator);
  }

  @Nested
  class OnePartition extends StepEngineContractTest {
    @Override
    protected TreeAggregateEngine engine(List<DataShard> shards, Evaluator evaluator) {
      return TreeAggregateEngineIT.engine(1, shards, evaluator);
    }
  }

  @Nested
  class TwoPartitions extends StepEngineContractTest {
    @Override
    protected TreeAggregateEngine engine(List<DataShard> shards, Evaluator evaluator) {
      return TreeAggregateEngineIT.engine(2, shards, evaluator);
    }
  }

  @Nested
  class ThreePartitions extends StepEngineContractTest {
    @Override
    protected TreeAggregateEngine engine(List<DataShard> shards, Evaluator evaluator) {
      return TreeAggregateEngineIT.engine(3, shards, evaluator);
    }
  }

  @Nested
  class SevenPartitions extends StepEngineContractTest {
    @Override
    protected TreeAggregateEngine engine(List<DataShard> shards, Evaluator evaluator) {
      return TreeAggregateEngineIT.engine(7, shards, evaluator);
    }
  }

  @Nested
  class OfEveryHead extends HeadsContractTest {
    @Override
    protected boolean sumsAreDear() {
      return true;
    }

    @Override
    protected TreeAggregateEngine engine(List<DataShard> shards, Evaluator evaluator) {
      return TreeAggregateEngineIT.engine(2, shards, evaluator);
    }
  }
}
