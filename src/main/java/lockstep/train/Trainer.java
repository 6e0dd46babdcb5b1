package lockstep.train;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongSupplier;
import lockstep.data.Split;
import lockstep.data.StepPlan;
import lockstep.metric.Metrics;

/**
 * The training loop.
 *
 * @param engine that computes steps
 * @param rule that makes them updates
 * @param stepsPerEpoch T
 * @param limits when to end
 * @param stopping when to end before
 * @param nanos a clock
 */
public record Trainer(
    StepEngine engine,
    StepRule rule,
    int stepsPerEpoch,
    Limits limits,
    EarlyStopping stopping,
    LongSupplier nanos) {
  private static final double NANOS_PER_SECOND = 1e9;

  /** By this machine's clock. */
  public Trainer(
      StepEngine engine, StepRule rule, int stepsPerEpoch, Limits limits, EarlyStopping stopping) {
    this(engine, rule, stepsPerEpoch, limits, stopping, System::nanoTime);
  }

  /** Without other limits than a number of epochs. */
  public Trainer(
      StepEngine engine, StepRule rule, int stepsPerEpoch, int epochs, EarlyStopping stopping) {
    this(engine, rule, stepsPerEpoch, Limits.ofEpochs(epochs), stopping);
  }

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
    long begun = nanos.getAsLong();
    Limited limited = new Limited(rule, limits.maxSteps(), () -> timeIsUp(begun), listener);
    TrainingState state = start;
    Optional<StopReason> reason = reason(state);
    while (reason.isEmpty()) {
      StepPlan plan = new StepPlan(state.seed(), state.epoch(), stepsPerEpoch);
      TrainingState ran = engine.runEpoch(state, plan, limited);
      EpochRecord record = judge(ran);
      state = rule.judged(ran, record).epochEnded(remember(ran, record));
      listener.epochEnded(record, state);
      reason = reason(state);
      if (reason.isEmpty() && timeIsUp(begun)) {
        reason = Optional.of(StopReason.TIME_IS_UP);
      }
    }
    return result(state, reason.get());
  }

  private boolean timeIsUp(long begun) {
    return (nanos.getAsLong() - begun) / NANOS_PER_SECOND >= limits.maxSeconds();
  }

  private Optional<StopReason> reason(TrainingState state) {
    if (stopping.stops(state.stopping(), state.epoch())) {
      return Optional.of(StopReason.NO_IMPROVEMENT);
    }
    Optional<StopReason> converged =
        rule.converged(state) ? Optional.of(StopReason.CONVERGED) : Optional.empty();
    return limits.reached(state).or(() -> converged);
  }

  private TrainingResult result(TrainingState state, StopReason reason) {
    StoppingState best = state.stopping();
    return best.bestParameters() == null || !stopping.restores(reason)
        ? new TrainingResult(state, state.parameters(), state.epoch(), reason)
        : new TrainingResult(state, best.bestParameters(), best.bestEpoch(), reason);
  }

  private EpochRecord judge(TrainingState state) {
    double rate = rule.lastRate(state);
    EpochSums sums = state.sums();
    if (!Arrays.stream(state.parameters()).allMatch(Double::isFinite)) {
      throw DivergenceException.ofParameters(
          state.step(), state.epoch() + 1, sums.meanLoss(), sums.meanGradientNorm(), rate);
    }
    Optional<Metrics> validation = engine.evaluate(state.parameters(), Split.VALIDATION);
    return new EpochRecord(
        state.epoch() + 1,
        state.step(),
        rate,
        sums.meanLoss(),
        sums.meanGradientNorm(),
        sums.steps() / (double) stepsPerEpoch,
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
