package lockstep.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import lockstep.data.Split;
import lockstep.data.StepPlan;
import lockstep.metric.Metrics;
import lockstep.train.StepEngine;
import lockstep.train.StepRule;
import lockstep.train.StoppingState;
import lockstep.train.TrainingState;

/**
 * Training by one engine. The engine is opened for each round, given one step to start its workers,
 * timed over whole epochs and closed: resident workers must not hold the cores while others work.
 */
final class LockstepContestant implements Contestant {
  private static final double ENOUGH_MILLISECONDS = 500;

  private final String name;
  private final Supplier<StepEngine> engines;
  private final StepRule rule;
  private final int steps;
  private final int mostEpochs;
  private final List<Double> losses = new ArrayList<>();
  private TrainingState state;

  /**
   * Training from the start of {@code parameters} on.
   *
   * @param steps of an epoch
   * @param mostEpochs of a round: short epochs are repeated until half a second is over
   */
  LockstepContestant(
      String engine,
      Supplier<StepEngine> engines,
      StepRule rule,
      double[] parameters,
      int steps,
      int mostEpochs) {
    this.name = "Lockstep " + engine;
    this.engines = engines;
    this.rule = rule;
    this.steps = steps;
    this.mostEpochs = mostEpochs;
    this.state =
        new TrainingState(
            Training.SEED, 0, 0, parameters, rule.init(parameters.length), StoppingState.NONE);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public double round() {
    try (StepEngine engine = engines.get()) {
      engine.sum(state.parameters(), new StepPlan(Training.SEED, state.epoch(), steps), 0);
      int epochs = 0;
      double milliseconds = 0;
      while (epochs < mostEpochs && (epochs == 0 || milliseconds < ENOUGH_MILLISECONDS)) {
        long begun = System.nanoTime();
        epoch(engine);
        milliseconds += (System.nanoTime() - begun) / 1e6;
        epochs++;
      }
      return milliseconds / epochs;
    }
  }

  /** One epoch. */
  void epoch(StepEngine engine) {
    StepPlan plan = new StepPlan(Training.SEED, state.epoch(), steps);
    TrainingState end = engine.runEpoch(state, plan, rule);
    state =
        new TrainingState(
            end.seed(),
            state.epoch() + 1,
            end.step(),
            end.parameters(),
            end.optimizer(),
            StoppingState.NONE);
    losses.add(end.sums().meanLoss());
  }

  /** The training rows judged at the parameters reached. */
  Metrics judge(StepEngine engine) {
    Optional<Metrics> metrics = engine.evaluate(state.parameters(), Split.TRAIN);
    return metrics.orElseThrow();
  }

  /** Whether no step could improve the objective any more. */
  boolean converged() {
    return rule.converged(state);
  }

  /** The parameters reached, [p]. */
  double[] parameters() {
    return state.parameters().clone();
  }

  @Override
  public List<Double> losses() {
    return List.copyOf(losses);
  }
}
