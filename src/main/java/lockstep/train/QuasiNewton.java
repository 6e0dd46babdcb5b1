package lockstep.train;

import lockstep.data.StepPlan;
import lockstep.objective.GradientSum;
import lockstep.objective.Objective;
import lockstep.optim.AbsolutePenalty;
import lockstep.optim.Clipping;
import lockstep.optim.Lbfgs;
import lockstep.optim.OptimizerState;

/**
 * L-BFGS on full batches: a step is one evaluation of the whole objective, an epoch one iteration.
 * The state's parameters are the last iterate, while the sums are taken where the line search asks
 * for them. Loss and gradient norm of an epoch are those of the iterate it ends with.
 *
 * @param smooth the objective but for l1, which is the optimizer's
 */
public record QuasiNewton(Objective smooth, Lbfgs lbfgs) implements StepRule {
  /**
   * For an objective.
   *
   * @param memory the most curvature pairs, at least 1
   */
  public static QuasiNewton of(Objective objective, int memory) {
    AbsolutePenalty l1 =
        objective.penalty().l1() == 0
            ? AbsolutePenalty.NONE
            : new AbsolutePenalty(
                objective.penalty().absoluteFactors(objective.network().layout()));
    Objective smooth = objective.under(objective.penalty().smooth());
    return new QuasiNewton(smooth, new Lbfgs(memory, l1));
  }

  @Override
  public OptimizerState init(int parameters) {
    return lbfgs.init();
  }

  @Override
  public double[] point(TrainingState state) {
    return lbfgs.point(state.parameters(), state.optimizer());
  }

  @Override
  public TrainingState advance(TrainingState state, GradientSum sum, Crew crew) {
    new Pieces(sum.size()).share(crew, (piece, from, to) -> sum.addUp(from, to));
    sum.addedUp();
    return update(state, sum);
  }

  /** Without weight there is nothing to learn, and the epoch is over. */
  @Override
  public TrainingState update(TrainingState state, GradientSum sum) {
    if (sum.weightSum() == 0) {
      return state.skipped();
    }
    Objective.Value mean = smooth.mean(point(state), sum);
    boolean first = state.optimizer().search() == null;
    double norm = Clipping.norm(mean.gradient());
    if (first && !(Double.isFinite(mean.value()) && Double.isFinite(norm))) {
      throw new DivergenceException(
          state.step() + 1, state.epoch() + 1, mean.value(), norm, 0, againstDivergence());
    }
    Lbfgs.Iterate next =
        lbfgs.update(state.parameters(), mean.value(), mean.gradient(), state.optimizer());
    boolean moved = first || next.state().updates() > state.optimizer().updates();
    EpochSums sums = moved ? arrived(state, sum, mean, next) : searching(state, sum);
    return state.updated(next.x(), next.state(), sums);
  }

  private EpochSums arrived(
      TrainingState state, GradientSum sum, Objective.Value mean, Lbfgs.Iterate next) {
    double norm = Clipping.norm(lbfgs.gradient(next.x(), mean.gradient()));
    return state.sums().at(sum.lossSum(), sum.weightSum(), norm);
  }

  /** The iterate is that of the epoch before until another is found. */
  private static EpochSums searching(TrainingState state, GradientSum sum) {
    EpochSums sums = state.sums();
    if (sums.normed() > 0) {
      return sums.at(sums.lossSum(), sums.weightSum(), sums.meanGradientNorm());
    }
    Progress last = state.progress();
    return sums.at(last.loss() * sum.weightSum(), sum.weightSum(), last.gradientNorm());
  }

  @Override
  public boolean goesOn(TrainingState state, StepPlan plan) {
    boolean searches = state.optimizer().updates() <= state.epoch();
    return searches && state.sums().normed() > 0 && !converged(state);
  }

  @Override
  public boolean converged(TrainingState state) {
    return lbfgs.isDone(state.optimizer());
  }

  @Override
  public String againstDivergence() {
    return "features.scale: standard, train.precision: float64 or a larger train.l2";
  }

  /** The length of the last step along its direction. */
  @Override
  public double lastRate(TrainingState state) {
    return state.optimizer().search() == null ? 0 : state.optimizer().search().taken();
  }

  @Override
  public TrainingState judged(TrainingState state, EpochRecord epoch) {
    return state;
  }
}
