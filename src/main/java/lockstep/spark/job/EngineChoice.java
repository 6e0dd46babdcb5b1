package lockstep.spark.job;

import java.util.Locale;
import lockstep.config.TrainConfig;
import lockstep.data.Split;
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
  /** Training blocks up to this size are worth taking into the driver of a local master. */
  private static final long LOCAL_BYTES = 32L << 20;

  static EngineChoice of(
      TrainConfig.Engine asked, JavaSparkContext spark, PreparedTable table, Evaluator evaluator) {
    long bytes =
        table.rows(Split.TRAIN)
            * evaluator.objective().network().inputs()
            * evaluator.precision().bytes();
    boolean small = spark.isLocal() && bytes <= LOCAL_BYTES;
    return switch (asked) {
      case LOCAL -> new EngineChoice(local(table, evaluator), "asked for by train.engine");
      case TREE_AGGREGATE ->
          new EngineChoice(treeAggregate(spark, table, evaluator), "asked for by train.engine");
      case AUTO ->
          small
              ? new EngineChoice(
                  local(table, evaluator),
                  "the master is local and the training rows take %s: steps need no Spark jobs"
                      .formatted(shown(bytes)))
              : new EngineChoice(
                  treeAggregate(spark, table, evaluator),
                  spark.isLocal()
                      ? "the training rows take %s: they stay in Spark's cache"
                          .formatted(shown(bytes))
                      : "the rows are on a cluster");
    };
  }

  private static String shown(long bytes) {
    return bytes < 1_000_000
        ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
        : String.format(Locale.ROOT, "%,.1f MB", bytes / 1e6);
  }

  private static StepEngine local(PreparedTable table, Evaluator evaluator) {
    return new LocalEngine(table.shards().collect(), evaluator);
  }

  private static StepEngine treeAggregate(
      JavaSparkContext spark, PreparedTable table, Evaluator evaluator) {
    return new TreeAggregateEngine(spark, table.shards(), table.shardCount(), evaluator);
  }
}
