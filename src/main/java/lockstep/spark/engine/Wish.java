package lockstep.spark.engine;

import lockstep.data.StepPlan;
import lockstep.objective.TouchedColumns;

/**
 * What an executor will read of the parameters of a step to come, as the plan tells: it asks for
 * that alone where the whole would be larger.
 *
 * @param columns that the step's rows touch
 */
record Wish(StepPlan plan, int step, TouchedColumns columns) {
  /** The columns of both, for the same step. */
  Wish and(Wish other) {
    return new Wish(plan, step, columns.plus(other.columns));
  }

  /** Whether it is for this step. */
  boolean isFor(Work.Step work) {
    return plan.equals(work.plan()) && step == work.step();
  }
}
