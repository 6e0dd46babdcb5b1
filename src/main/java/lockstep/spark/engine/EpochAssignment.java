package lockstep.spark.engine;

import java.io.Serializable;
import lockstep.data.StepPlan;
import lockstep.objective.GradientSum;
import lockstep.train.EpochResult;
import lockstep.train.TrainingState;
import lockstep.train.Updater;

/** The steps of an epoch; each update is made by whoever completes the step's sum. */
final class EpochAssignment implements Assignment {
  private final TrainingState start;
  private final StepPlan plan;
  private final Updater updater;
  private TrainingState state;
  private int step;
  private double lossSum;
  private double weightSum;
  private long stepBegun;

  EpochAssignment(TrainingState start, StepPlan plan, Updater updater) {
    this.start = start;
    this.plan = plan;
    this.updater = updater;
  }

  @Override
  public Work first(long ticket) {
    state = start;
    step = 0;
    lossSum = 0;
    weightSum = 0;
    return work(ticket);
  }

  @Override
  public Work next(long ticket, Serializable result) {
    GradientSum sum = (GradientSum) result;
    state = updater.update(state, sum);
    lossSum += sum.lossSum();
    weightSum += sum.weightSum();
    EngineMetrics.step(System.nanoTime() - stepBegun);
    return ++step < plan.steps() ? work(ticket) : null;
  }

  private Work work(long ticket) {
    stepBegun = System.nanoTime();
    return new Work.Step(ticket, state.parameters(), plan, step);
  }

  EpochResult result() {
    return new EpochResult(state, lossSum, weightSum);
  }
}
