package lockstep.spark.job;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import lockstep.config.ConfigException;
import lockstep.config.TrainConfig;
import lockstep.spark.engine.ResidentEngine;
import lockstep.spark.engine.TreeAggregateEngine;
import lockstep.spark.table.PreparedTable;
import lockstep.train.Evaluator;
import lockstep.train.LocalEngine;
import lockstep.train.StepEngine;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Which engine runs the steps, and why. All give the same bits, so this is a question of speed
 * alone.
 *
 * @param engine to train with
 * @param reason in words, for the manifest
 */
record EngineChoice(StepEngine engine, String reason) {
  private static final String ASKED = "asked for by train.engine";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  static EngineChoice of(
      TrainConfig.Engine asked,
      JavaSparkContext spark,
      PreparedTable table,
      Evaluator evaluator,
      Consumer<String> warn) {
    int partitions = table.shards().getNumPartitions();
    Optional<String> obstacle = ResidentEngine.obstacle(spark, partitions);
    // Between processes workers that stay are for those who ask: they do not end cleanly there yet.
    Optional<String> objection =
        obstacle.or(
            () ->
                spark.isLocal()
                    ? Optional.empty()
                    : Optional.of("the master is not local, and resident was not asked for"));
    return switch (asked) {
      case LOCAL -> new EngineChoice(local(table, evaluator), ASKED);
      case TREE_AGGREGATE -> new EngineChoice(treeAggregate(spark, table, evaluator), ASKED);
      case RESIDENT -> {
        if (obstacle.isPresent()) {
          throw new ConfigException("Cannot train with engine resident: " + obstacle.get());
        }
        yield new EngineChoice(resident(spark, table, evaluator, warn), ASKED);
      }
      case AUTO ->
          objection.isPresent()
              ? new EngineChoice(
                  treeAggregate(spark, table, evaluator), "not resident: " + objection.get())
              : new EngineChoice(
                  resident(spark, table, evaluator, warn),
                  "%d tasks fit the slots at once".formatted(partitions));
    };
  }

  private static StepEngine local(PreparedTable table, Evaluator evaluator) {
    return new LocalEngine(table.shards().collect(), evaluator);
  }

  private static StepEngine treeAggregate(
      JavaSparkContext spark, PreparedTable table, Evaluator evaluator) {
    return new TreeAggregateEngine(spark, table.shards(), table.shardCount(), evaluator);
  }

  private static StepEngine resident(
      JavaSparkContext spark, PreparedTable table, Evaluator evaluator, Consumer<String> warn) {
    return new ResidentEngine(spark, table.shards(), table.shardCount(), evaluator, PATIENCE, warn);
  }
}
