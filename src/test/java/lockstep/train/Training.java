package lockstep.train;

import java.util.ArrayList;
import java.util.List;
import lockstep.data.DataShard;
import lockstep.data.StepPlan;
import lockstep.objective.GradientSum;
import lockstep.objective.Objective;

/**
 * Rows, dense or sparse, and what is trained on them; and what every engine must give for them, to
 * the last bit: worked out shard by shard and step by step.
 *
 * @param shards 0 .. S-1, in this order
 * @param parameters at the start, [p]
 */
record Training(List<DataShard> shards, Evaluator evaluator, double[] parameters) {
  static final long SEED = 7;

  /** Of shards with that many training rows. */
  static Training of(Problem problem, int... trainRows) {
    return new Training(problem.shards(trainRows), problem.evaluator(), problem.parameters(SEED));
  }

  /** The same with sparse rows. */
  static Training of(Wide wide, int... trainRows) {
    return new Training(wide.shards(trainRows), wide.evaluator(), wide.parameters(SEED));
  }

  Objective objective() {
    return evaluator.objective();
  }

  /** Sums added pair by pair, a last one without partner moving up: as the design says. */
  private static GradientSum tree(List<GradientSum> sums) {
    List<GradientSum> level = sums;
    while (level.size() > 1) {
      List<GradientSum> next = new ArrayList<>();
      for (int i = 0; i < level.size(); i += 2) {
        GradientSum left = level.get(i);
        next.add(i + 1 < level.size() ? left.plus(level.get(i + 1)) : left);
      }
      level = next;
    }
    return level.get(0);
  }

  /** The sums of a step at the parameters of the start. */
  GradientSum sum(StepPlan plan, int step) {
    return sum(parameters, plan, step);
  }

  /** The sums of a step. */
  GradientSum sum(double[] at, StepPlan plan, int step) {
    double[] stored = objective().stored(at);
    List<GradientSum> sums = new ArrayList<>();
    for (DataShard shard : shards) {
      sums.add(Rows.sumOf(objective(), evaluator.precision(), shard.train(), stored, plan, step));
    }
    return tree(sums);
  }

  /** The state before the first step. */
  TrainingState start(StepRule rule) {
    return new TrainingState(
        SEED, 0, 0, parameters, rule.init(parameters.length), StoppingState.NONE);
  }

  /** The state after an epoch. */
  TrainingState epoch(TrainingState start, StepPlan plan, StepRule rule) {
    TrainingState state = start;
    do {
      GradientSum sum = sum(rule.point(state), plan, state.nextStep(plan));
      state = rule.update(state, sum);
    } while (rule.goesOn(state, plan));
    return state;
  }
}
