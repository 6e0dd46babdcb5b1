package lockstep.train;

import java.util.Optional;
import lockstep.data.StepPlan;
import lockstep.objective.GradientSum;
import lockstep.objective.Objective;
import lockstep.optim.Clipping;
import lockstep.optim.LearningRate;
import lockstep.optim.Optimizer;
import lockstep.optim.OptimizerState;

/**
 * Gradient descent: the sums of a step are divided once by their weight, the penalty is added, the
 * gradient is clipped, the optimizer moves the parameters.
 *
 * @param learningRate by the step
 * @param plateau what reduces it besides
 */
public record Updater(
    Objective objective,
    Optimizer optimizer,
    LearningRate learningRate,
    Optional<Plateau> plateau,
    Clipping clipping)
    implements StepRule {
  private static final double RETRY_FACTOR = 0.1;

  /** With a rate that is a function of the step alone, and without clipping. */
  public Updater(Objective objective, Optimizer optimizer, LearningRate learningRate) {
    this(objective, optimizer, learningRate, Optional.empty(), Clipping.NONE);
  }

  @Override
  public OptimizerState init(int parameters) {
    return optimizer.init(parameters);
  }

  /** A step of weight 0 changes nothing but the count. */
  @Override
  public TrainingState update(TrainingState state, GradientSum sum) {
    return advance(state.copy(), sum.copy(), Crew.ALONE);
  }

  @Override
  public TrainingState advance(TrainingState state, GradientSum sum, Crew crew) {
    if (sum.weightSum() == 0) {
      return state.skipped();
    }
    Pieces pieces = new Pieces(state.parameters().length);
    double[] squares = new double[pieces.count()];
    objective.chain(sum);
    double penalty = divide(state, sum, pieces, crew, squares);
    double value = sum.lossSum() / sum.weightSum() + penalty;
    double norm = Math.sqrt(Pieces.sum(squares));
    double rate = rate(state, state.step());
    if (!Double.isFinite(value) || !Double.isFinite(norm)) {
      throw new DivergenceException(
          state.step() + 1, state.epoch() + 1, value, norm, rate, againstDivergence());
    }
    clipping.apply(sum.gradient(), norm);
    move(state, sum.gradient(), rate, pieces, crew);
    return state.updated(
        state.parameters(), state.optimizer().counted(), state.sums().plus(sum, norm));
  }

  /**
   * Adds up what is to be added up, makes it the gradient of the objective, and notes the squares
   * of its pieces: one way through memory.
   */
  private double divide(
      TrainingState state, GradientSum sum, Pieces pieces, Crew crew, double[] squares) {
    double[] penalties = new double[squares.length];
    pieces.share(
        crew,
        (piece, from, to) -> {
          double[] gradient = sum.addUp(from, to);
          penalties[piece] =
              objective.divide(state.parameters(), gradient, sum.weightSum(), from, to);
          squares[piece] = Clipping.squares(gradient, from, to);
        });
    sum.addedUp();
    return Pieces.sum(penalties);
  }

  private void move(TrainingState state, double[] gradient, double rate, Pieces pieces, Crew crew) {
    pieces.share(
        crew,
        (piece, from, to) ->
            optimizer.move(state.parameters(), gradient, state.optimizer(), rate, from, to));
  }

  @Override
  public boolean goesOn(TrainingState state, StepPlan plan) {
    return state.sums().steps() < plan.steps();
  }

  @Override
  public double lastRate(TrainingState state) {
    return rate(state, Math.max(0, state.step() - 1));
  }

  private double rate(TrainingState state, long step) {
    double scheduled = learningRate.at(step);
    double reduced =
        plateau.isPresent() ? plateau.get().reduced(scheduled, state.rate()) : scheduled;
    int retries = state.rate().retries();
    return retries == 0 ? reduced : reduced * StrictMath.pow(RETRY_FACTOR, retries);
  }

  @Override
  public TrainingState judged(TrainingState state, EpochRecord epoch) {
    return plateau
        .map(p -> state.rated(p.observe(state.rate(), epoch.monitored(p.monitor()))))
        .orElse(state);
  }
}
