package lockstep.bench;

import java.time.Duration;
import java.util.List;
import lockstep.spark.engine.ResidentEngine;
import lockstep.spark.engine.ResidentObserver;
import lockstep.spark.engine.ResidentOptions;
import lockstep.spark.engine.RunSize;
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

  private static final ResidentOptions OPTIONS =
      new ResidentOptions(Duration.ofMinutes(2), Duration.ofMinutes(10), new RunSize(0, 0));

  /** Lost workers are replaced by Spark jobs, whose time would stand under the wrong name. */
  private static final ResidentObserver REFUSAL =
      new ResidentObserver() {
        @Override
        public void startsOver(String what, String why) {
          throw new IllegalStateException("Cannot time the resident engine: " + why);
        }

        @Override
        public void fallsBack(String engine, String why) {
          throw new IllegalStateException("Cannot time the resident engine: " + why);
        }
      };

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
                      spark, rows.rdd(spark), rows.shards().size(), evaluator, OPTIONS, REFUSAL)));

  StepEngine open(JavaSparkContext spark, Rows rows, Evaluator evaluator) {
    return opening.open(spark, rows, evaluator);
  }
}
