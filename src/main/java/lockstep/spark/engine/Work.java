package lockstep.spark.engine;

import lockstep.data.Split;
import lockstep.data.StepPlan;

/**
 * What resident workers are to do next. Each piece of work has a number, its ticket; results carry
 * it back, so that one of earlier work is recognised and dropped.
 */
sealed interface Work {
  /** The number of this piece of work; larger than that of any before. */
  long ticket();

  /** Sum the gradients of one step of the training rows at {@code parameters} [p]. */
  record Step(long ticket, double[] parameters, StepPlan plan, int step) implements Work {}

  /**
   * The same, for an executor that has asked for what it reads of the parameters.
   *
   * @param parameters shrunk to the columns of its wish, [q]
   */
  record Part(long ticket, double[] parameters, StepPlan plan, int step) implements Work {
    /** What is left of a step that fits a wish. */
    static Part of(Step step, Wish wish) {
      double[] shrunk = wish.columns().shrink(step.parameters());
      return new Part(step.ticket(), shrunk, step.plan(), step.step());
    }

    /**
     * The step, of whose parameters those that it reads are right.
     *
     * @param known [p], parameters of an earlier step. Modified, and part of the result.
     */
    Step whole(Wish wish, double[] known) {
      wish.columns().spread(parameters, known);
      return new Step(ticket, known, plan, step);
    }
  }

  /** Evaluate the rows of a split at {@code parameters} [p]. */
  record Judge(long ticket, double[] parameters, Split split) implements Work {}

  /** Nothing yet: ask again. */
  record Wait(long ticket) implements Work {}

  /** Leave. */
  record Stop(long ticket) implements Work {}

  /** Whether it is more than nothing, and was not known to who has heard of {@code ticket}. */
  default boolean isNews(long known) {
    return ticket() > known && !(this instanceof Wait);
  }
}
