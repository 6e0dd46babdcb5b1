package lockstep.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import lockstep.data.StepPlan;
import lockstep.linalg.Precision;
import lockstep.optim.LearningRate;
import lockstep.optim.Momentum;
import org.junit.jupiter.api.Test;

/** Steps, seconds and tolerance end training, in the middle of an epoch where need be. */
class TrainerLimitsTest {
  private static final long SEED = 42;
  private static final int STEPS = 5;
  private static final Problem PROBLEM =
      new Problem(Problem.Head.BINARY, List.of(6), Precision.FLOAT64);

  private final StepEngine engine =
      new LocalEngine(PROBLEM.shards(40, 0, 1, 23), PROBLEM.evaluator());
  private final Updater updater =
      new Updater(PROBLEM.objective(), new Momentum(0.5), LearningRate.constant(0.02));
  private final List<EpochRecord> records = new ArrayList<>();

  private TrainingResult fit(Trainer trainer) {
    return trainer.fit(
        trainer.start(SEED, PROBLEM.parameters(SEED)), (record, state) -> records.add(record));
  }

  private TrainingResult fit(Limits limits) {
    return fit(new Trainer(engine, updater, STEPS, limits, EarlyStopping.OFF));
  }

  /** A clock that moves on by a second whenever it is asked. */
  private Trainer ticking(double maxSeconds, EarlyStopping stopping) {
    AtomicLong now = new AtomicLong();
    Limits limits = new Limits(9, Long.MAX_VALUE, maxSeconds, 0, 0);
    return new Trainer(
        engine, updater, STEPS, limits, stopping, () -> now.getAndAdd(1_000_000_000L));
  }

  private TrainingState byHand(int steps) {
    TrainingState state =
        new Trainer(engine, updater, STEPS, 1, EarlyStopping.OFF)
            .start(SEED, PROBLEM.parameters(SEED));
    for (int step = 0; step < steps; step++) {
      StepPlan plan = new StepPlan(SEED, step / STEPS, STEPS);
      state = updater.update(state, engine.sum(state.parameters(), plan, step % STEPS));
    }
    return state;
  }

  @Test
  void stepsEndTrainingInTheMiddleOfAnEpoch() {
    TrainingResult result = fit(new Limits(9, 2 * STEPS + 3, Double.POSITIVE_INFINITY, 0, 0));
    assertThat(result.reason()).isEqualTo(StopReason.STEPS_DONE);
    assertThat(result.state().step()).isEqualTo(13);
    assertThat(result.state().epoch()).isEqualTo(3);
    assertThat(result.parameters()).isEqualTo(byHand(13).parameters());
    assertThat(records).hasSize(3);
    assertThat(records.get(2).step()).isEqualTo(13);
    assertThat(records.get(2).validation()).isPresent();
  }

  @Test
  void stepsThatEndAnEpochBeginNoOther() {
    TrainingResult result = fit(new Limits(9, 2 * STEPS, Double.POSITIVE_INFINITY, 0, 0));
    assertThat(result.reason()).isEqualTo(StopReason.STEPS_DONE);
    assertThat(result.parameters()).isEqualTo(byHand(10).parameters());
    assertThat(records).hasSize(2);
  }

  @Test
  void theTimeEndsTrainingInTheMiddleOfAnEpoch() {
    TrainingResult result = fit(ticking(3, EarlyStopping.OFF));
    assertThat(result.reason()).isEqualTo(StopReason.TIME_IS_UP);
    assertThat(result.state().step()).isEqualTo(3);
    assertThat(result.parameters()).isEqualTo(byHand(3).parameters());
    assertThat(records).hasSize(1);
  }

  @Test
  void someStepIsMadeHoweverShortTheTime() {
    assertThat(fit(ticking(1e-9, EarlyStopping.OFF)).state().step()).isEqualTo(1);
  }

  @Test
  void whenTheTimeIsUpTheBestEpochSoFarIsKept() {
    // The first epoch is taken for the best, as nothing is better by more than 9.
    EarlyStopping watching =
        new EarlyStopping(
            "validation-loss", new Better(false, 9), EarlyStopping.ENDLESS, 0, Double.NaN, true);
    TrainingResult result = fit(ticking(14, watching));
    assertThat(result.reason()).isEqualTo(StopReason.TIME_IS_UP);
    assertThat(result.state().epoch()).isGreaterThan(1);
    assertThat(result.epoch()).isEqualTo(1);
    assertThat(result.parameters()).isEqualTo(byHand(STEPS).parameters());
  }

  @Test
  void aLossThatNoLongerChangesEndsTraining() {
    TrainingResult result = fit(new Limits(999, Long.MAX_VALUE, Double.POSITIVE_INFINITY, 0.01, 0));
    assertThat(result.reason()).isEqualTo(StopReason.LOSS_TOLERANCE);
    int last = records.size() - 1;
    assertThat(last).isBetween(2, 900);
    for (int epoch = 1; epoch <= last; epoch++) {
      double before = records.get(epoch - 1).trainLoss();
      double change = Math.abs(before - records.get(epoch).trainLoss());
      assertThat(change <= 0.01 * before).isEqualTo(epoch == last);
    }
  }

  @Test
  void aSmallGradientEndsTraining() {
    double norm = fit(Limits.ofEpochs(1)).state().progress().gradientNorm();
    TrainingResult result = fit(new Limits(999, Long.MAX_VALUE, Double.POSITIVE_INFINITY, norm, 0));
    assertThat(result.reason()).isEqualTo(StopReason.GRADIENT_TOLERANCE);
    assertThat(result.state().epoch()).isEqualTo(1);
    assertThat(records.get(0).gradientNorm()).isEqualTo(norm);
  }
}
