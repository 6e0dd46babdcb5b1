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
   * @throws DivergenceException if a loss, gradient or parameter is not finite, and all retries are
   *     used up
   */
  public TrainingResult fit(TrainingState start, TrainingListener listener) {
    long begun = nanos.getAsLong();
    Limited limited = new Limited(rule, limits.maxSteps(), () -> timeIsUp(begun), listener);
    TrainingState state = start;
    Optional<StopReason> reason = reason(state);
    while (reason.isEmpty()) {
      TrainingState from = limits.retries() > 0 ? state.remembering() : state;
      try {
        StepPlan plan = new StepPlan(from.seed(), from.epoch(), stepsPerEpoch);
        TrainingState ran = engine.runEpoch(from, plan, limited);
        EpochRecord record = judge(ran);
        state = rule.judged(ran, record).epochEnded(remember(ran, record));
        listener.epochEnded(record, state);
        reason = reason(state);
      } catch (DivergenceException divergence) {
        state = retry(from, divergence);
        listener.retries(divergence, state);
      }
      if (reason.isEmpty() && timeIsUp(begun)) {
        reason = Optional.of(StopReason.TIME_IS_UP);
      }
    }
    return result(state, reason.get());
  }

  private TrainingState retry(TrainingState from, DivergenceException divergence) {
    if (from.rate().retries() >= limits.retries()) {
      throw divergence;
    }
    return from.epochStart().rated(from.rate().retried());
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
    if (!within(state, Double.MAX_VALUE)) {
      throw diverged(state);
    }
    EpochSums sums = state.sums();
    return new EpochRecord(
        state.epoch() + 1,
        state.step(),
        rule.lastRate(state),
        sums.meanLoss(),
        sums.meanGradientNorm(),
        sums.steps() / (double) stepsPerEpoch,
        validation(state));
  }

  /** Rows may be scored in single precision, and metrics of classes refuse scores that overflow. */
  private Optional<Metrics> validation(TrainingState state) {
    try {
      return engine.evaluate(state.parameters(), Split.VALIDATION);
    } catch (Exception refused) {
      if (!within(state, Float.MAX_VALUE)) {
        throw diverged(state);
      }
      throw refused;
    }
  }

  private static boolean within(TrainingState state, double bound) {
    return Arrays.stream(state.parameters()).allMatch(value -> Math.abs(value) <= bound);
  }

  private DivergenceException diverged(TrainingState state) {
    EpochSums sums = state.sums();
    return DivergenceException.ofParameters(
        state.step(),
        state.epoch() + 1,
        sums.meanLoss(),
        sums.meanGradientNorm(),
        rule.lastRate(state),
        rule.againstDivergence());
  }

  private StoppingState remember(TrainingState state, EpochRecord record) {
    if (!stopping.active()) {
      return state.stopping();
    }
    double value = record.monitored(stopping.monitor());
    return stopping.observe(state.stopping(), record.epoch(), value, state.parameters());
  }
}
