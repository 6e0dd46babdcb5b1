package lockstep.bench;

import java.util.List;
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
                  new TreeAggregateEngine(
                      spark, rows.rdd(spark), rows.shards().size(), evaluator)));

  StepEngine open(JavaSparkContext spark, Rows rows, Evaluator evaluator) {
    return opening.open(spark, rows, evaluator);
  }
}
