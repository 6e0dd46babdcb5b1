package lockstep.bench;

import java.time.Duration;
import java.util.List;
import lockstep.spark.engine.ResidentEngine;
import lockstep.spark.engine.TreeAggregateEngine;
import lockstep.train.Evaluator;
import lockstep.train.LocalEngine;
import lockstep.train.StepEngine;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The engines that are measured: one line each.
 *
 * @param name in the table and on the command line
 * @param distributed whether it can run on other processes
 */
record Engines(String name, boolean distributed, Opening opening) {
  /** How an engine is made. */
  @FunctionalInterface
  interface Opening {
    StepEngine open(JavaSparkContext spark, Rows rows, Evaluator evaluator);
  }

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  static final List<Engines> ALL =
      List.of(
          new Engines(
              LocalEngine.NAME,
              false,
              (spark, rows, evaluator) -> new LocalEngine(rows.shards(), evaluator)),
          new Engines(
              TreeAggregateEngine.NAME,
              true,
              (spark, rows, evaluator) ->
                  new TreeAggregateEngine(spark, rows.rdd(spark), rows.shards().size(), evaluator)),
          new Engines(
              ResidentEngine.NAME,
              true,
              (spark, rows, evaluator) ->
                  new ResidentEngine(
                      spark,
                      rows.rdd(spark),
                      rows.shards().size(),
                      evaluator,
                      PATIENCE,
                      Engines::refuse)));

  /** Lost workers are replaced by Spark jobs, whose time would stand under the wrong name. */
  private static void refuse(String warning) {
    throw new IllegalStateException("Cannot time the resident engine: " + warning);
  }

  StepEngine open(JavaSparkContext spark, Rows rows, Evaluator evaluator) {
    return opening.open(spark, rows, evaluator);
  }
}
