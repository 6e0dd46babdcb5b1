package lockstep.spark.job;

import java.util.Optional;
import lockstep.config.ConfigException;
import lockstep.config.TrainConfig;
import lockstep.data.Split;
import lockstep.spark.engine.ResidentEngine;
import lockstep.spark.engine.ResidentObserver;
import lockstep.spark.engine.ResidentOptions;
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

  static EngineChoice of(Run run, PreparedTable table, Evaluator evaluator) {
    return new Choosing(run, table, evaluator).choose(run.config().train().engine());
  }

  /** What a choice depends on. */
  private record Choosing(
      Run run,
      JavaSparkContext spark,
      PreparedTable table,
      Evaluator evaluator,
      ResidentOptions options) {

    Choosing(Run run, PreparedTable table, Evaluator evaluator) {
      this(
          run,
          JavaSparkContext.fromSparkContext(run.spark().sparkContext()),
          table,
          evaluator,
          new JobSettings(run.config()).resident(table.rows(Split.TRAIN)));
    }

    EngineChoice choose(TrainConfig.Engine asked) {
      return switch (asked) {
        case LOCAL -> new EngineChoice(new LocalEngine(table.shards().collect(), evaluator), ASKED);
        case TREE_AGGREGATE -> new EngineChoice(treeAggregate(), ASKED);
        case RESIDENT -> {
          obstacle()
              .ifPresent(
                  obstacle -> {
                    throw new ConfigException("Cannot train with engine resident: " + obstacle);
                  });
          yield new EngineChoice(resident(), ASKED);
        }
        case AUTO ->
            obstacle()
                .map(why -> new EngineChoice(treeAggregate(), "not resident: " + why))
                .orElseGet(() -> new EngineChoice(resident(), fit()));
      };
    }

    private Optional<String> obstacle() {
      return ResidentEngine.obstacle(spark, table.shards().getNumPartitions(), options);
    }

    private String fit() {
      return "%d tasks fit the slots at once".formatted(table.shards().getNumPartitions());
    }

    private StepEngine treeAggregate() {
      return new TreeAggregateEngine(
          spark, table.shards(), table.shardCount(), evaluator, options.size());
    }

    private StepEngine resident() {
      return new ResidentEngine(
          spark, table.shards(), table.shardCount(), evaluator, options, new Losses(run));
    }
  }

  /** Tells the user and the manifest of lost workers. */
  private record Losses(Run run) implements ResidentObserver {
    @Override
    public void startsOver(String what, String why) {
      run.warn("resident workers were lost (%s): starting over with %s".formatted(why, what));
    }

    @Override
    public void fallsBack(String engine, String why) {
      run.warn("resident workers are lost (%s): going on with %s".formatted(why, engine));
      run.manifest().put("engine", engine);
      run.manifest().put("engine_reason", "resident workers were lost: " + why);
    }
  }
}
