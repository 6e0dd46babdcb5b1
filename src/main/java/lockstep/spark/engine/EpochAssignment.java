package lockstep.spark.engine;

import java.io.Serializable;
import lockstep.data.StepPlan;
import lockstep.objective.GradientSum;
import lockstep.objective.Objective;
import lockstep.train.Crew;
import lockstep.train.EpochSteps;
import lockstep.train.StepRule;
import lockstep.train.TrainingState;

/** The steps of an epoch; each update is made by whoever completes the step's sum. */
final class EpochAssignment implements Assignment {
  private final TrainingState start;
  private final StepPlan plan;
  private final StepRule rule;
  private final Objective objective;
  private final Crew crew;
  private EpochSteps steps;
  private long stepBegun;

  /**
   * The steps that are still to do after {@code start}.
   *
   * @param objective that knows the parameters rows are computed on with
   * @param crew who makes the updates
   */
  EpochAssignment(
      TrainingState start, StepPlan plan, StepRule rule, Objective objective, Crew crew) {
    this.start = start;
    this.plan = plan;
    this.rule = rule;
    this.objective = objective;
    this.crew = crew;
  }

  @Override
  public Work first(long ticket) {
    steps = new EpochSteps(start, plan, rule, crew);
    return work(ticket);
  }

  @Override
  public Work next(long ticket, Serializable result) {
    boolean another = steps.take(((GradientSum) result).whole());
    EngineMetrics.step(System.nanoTime() - stepBegun);
    return another ? work(ticket) : null;
  }

  private Work work(long ticket) {
    stepBegun = System.nanoTime();
    double[] stored = objective.stored(steps.point());
    return new Work.Step(ticket, stored, plan, steps.state().nextStep(plan));
  }

  /** The state after the steps. */
  TrainingState state() {
    return steps.state();
  }
}
