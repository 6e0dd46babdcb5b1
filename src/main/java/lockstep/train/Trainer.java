package lockstep.train;

import java.util.Arrays;
import java.util.Optional;
import lockstep.data.Split;
import lockstep.data.StepPlan;
import lockstep.metric.Metrics;

/**
 * The training loop.
 *
 * @param engine that computes steps
 * @param rule that makes them updates
 * @param stepsPerEpoch T
 * @param epochs at most
 * @param stopping when to end before
 */
public record Trainer(
    StepEngine engine, StepRule rule, int stepsPerEpoch, int epochs, EarlyStopping stopping) {

  /** The state before the first step. */
  public TrainingState start(long seed, double[] parameters) {
    return new TrainingState(
        seed, 0, 0, parameters, rule.init(parameters.length), StoppingState.NONE);
  }

  /**
   * Trains from a state on: the first, or one that was kept.
   *
   * @throws DivergenceException if a loss, gradient or parameter is not finite
   */
  public TrainingResult fit(TrainingState start, TrainingListener listener) {
    TrainingState state = start;
    while (state.epoch() < epochs && !stopping.stops(state.stopping(), state.epoch())) {
      StepPlan plan = new StepPlan(state.seed(), state.epoch(), stepsPerEpoch);
      TrainingState ran = engine.runEpoch(state, plan, rule);
      EpochRecord record = judge(ran);
      state = ran.epochEnded(remember(ran, record));
      listener.epochEnded(record, state);
    }
    boolean stopped = stopping.stops(state.stopping(), state.epoch());
    StopReason reason = stopped ? StopReason.NO_IMPROVEMENT : StopReason.EPOCHS_DONE;
    StoppingState best = state.stopping();
    return best.bestParameters() == null
        ? new TrainingResult(state, state.parameters(), state.epoch(), reason)
        : new TrainingResult(state, best.bestParameters(), best.bestEpoch(), reason);
  }

  private EpochRecord judge(TrainingState state) {
    double rate = rule.lastRate(state);
    EpochSums sums = state.sums();
    if (!Arrays.stream(state.parameters()).allMatch(Double::isFinite)) {
      throw new DivergenceException(
          state.step(), state.epoch() + 1, sums.meanLoss(), Double.NaN, rate);
    }
    Optional<Metrics> validation = engine.evaluate(state.parameters(), Split.VALIDATION);
    return new EpochRecord(
        state.epoch() + 1,
        state.step(),
        rate,
        sums.meanLoss(),
        sums.meanGradientNorm(),
        validation);
  }

  private StoppingState remember(TrainingState state, EpochRecord record) {
    if (!stopping.active()) {
      return state.stopping();
    }
    double value = record.monitored(stopping.monitor());
    return stopping.observe(state.stopping(), record.epoch(), value, state.parameters());
  }
}
