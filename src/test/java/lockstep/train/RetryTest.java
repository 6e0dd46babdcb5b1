package lockstep.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lockstep.SerializedCopy;
import lockstep.linalg.Precision;
import lockstep.optim.Clipping;
import lockstep.optim.LearningRate;
import lockstep.optim.Momentum;
import lockstep.optim.Sgd;
import org.junit.jupiter.api.Test;

/** A training that diverges goes back to the beginning of the epoch, with a tenth of the rate. */
class RetryTest {
  private static final int STEPS = 5;
  private static final int EPOCHS = 4;
  private static final Problem PROBLEM =
      new Problem(Problem.Head.REGRESSION, List.of(), Precision.FLOAT32);

  /**
   * In the third step of epoch 3 the parameters leave the range of single precision; with a lower
   * rate they stay in it and come back.
   */
  private static final LearningRate SPIKE = step -> step == 2 * STEPS + 2 ? 3e38 : 0.01;

  private final List<EpochRecord> records = new ArrayList<>();
  private final List<TrainingState> kept = new ArrayList<>();
  private final List<TrainingState> retried = new ArrayList<>();

  private final TrainingListener listener =
      new TrainingListener() {
        @Override
        public void epochEnded(EpochRecord epoch, TrainingState state) {
          records.add(epoch);
          kept.add(state);
        }

        @Override
        public boolean wantsStep() {
          return true;
        }

        @Override
        public void stepEnded(TrainingState state) {
          kept.add(SerializedCopy.of(state));
        }

        @Override
        public void retries(DivergenceException divergence, TrainingState from) {
          retried.add(from);
        }
      };

  private static Trainer trainer(LearningRate rate, int retries) {
    StepEngine engine = new LocalEngine(PROBLEM.shards(40, 0, 1, 23), PROBLEM.evaluator());
    // Nothing is better by more than 1, so that the rate falls every second epoch.
    Plateau plateau = new Plateau("validation-rmse", new Better(false, 1e30), 0.5, 2, 0);
    Updater updater =
        new Updater(
            PROBLEM.objective(), new Momentum(0.5), rate, Optional.of(plateau), Clipping.NONE);
    Limits limits = new Limits(EPOCHS, Long.MAX_VALUE, Double.POSITIVE_INFINITY, 0, retries);
    EarlyStopping stopping = new EarlyStopping("validation-loss", false, 3, true);
    return new Trainer(engine, updater, STEPS, limits, stopping);
  }

  private static TrainingState start(Trainer trainer) {
    return trainer.start(7, PROBLEM.parameters(7));
  }

  @Test
  void itEqualsATrainingThatWasGivenTheLowerRateAtTheEndOfTheLastGoodEpoch() {
    Trainer trainer = trainer(SPIKE, 3);
    TrainingResult result = trainer.fit(start(trainer), listener);

    int retries = retried.size();
    assertThat(retries).isBetween(1, 3);
    assertThat(records).extracting(EpochRecord::epoch).containsExactly(1, 2, 3, 4);
    Trainer stopping = trainer(SPIKE, 0);
    List<TrainingState> good = new ArrayList<>();
    assertThatThrownBy(() -> stopping.fit(start(stopping), (record, state) -> good.add(state)))
        .isInstanceOf(DivergenceException.class);
    assertThat(good).hasSize(2);
    RateState rate = good.get(1).rate();
    RateState lower = new RateState(rate.best(), rate.waited(), rate.reductions(), retries);
    TrainingResult expected = stopping.fit(good.get(1).rated(lower), (record, state) -> {});
    assertThat(result.state()).isEqualTo(expected.state());
    assertThat(result.parameters()).isEqualTo(expected.parameters());
    assertThat(result.epoch()).isEqualTo(expected.epoch());
    assertThat(result.state().rate().reductions()).isEqualTo(1);
    assertThat(records.get(3).learningRate()).isEqualTo(0.01 * 0.5 * Math.pow(0.1, retries));
    for (int i = 0; i < retries; i++) {
      assertThat(retried.get(i).epoch()).isEqualTo(2);
      assertThat(retried.get(i).step()).isEqualTo(2 * STEPS);
      assertThat(retried.get(i).rate().retries()).isEqualTo(i + 1);
    }
  }

  /** Also from states on the way to the divergence, which know where the epoch began. */
  @Test
  void resumingFromAnyStepEqualsNotStopping() {
    Trainer trainer = trainer(SPIKE, 3);
    TrainingResult whole = trainer.fit(start(trainer), listener);
    List<TrainingState> states = List.copyOf(kept);
    List<EpochRecord> epochs = List.copyOf(records);

    assertThat(states).hasSizeGreaterThan(EPOCHS * STEPS);
    for (TrainingState from : states) {
      records.clear();
      TrainingResult resumed = trainer(SPIKE, 3).fit(from, listener);
      assertThat(resumed.state()).isEqualTo(whole.state());
      assertThat(resumed.parameters()).isEqualTo(whole.parameters());
      assertThat(records).isEqualTo(epochs.subList(from.epoch(), EPOCHS));
    }
  }

  /** Which the law above is able to see. */
  @Test
  void aStateThatForgetsWhereItsEpochBeganEndsElsewhere() {
    Trainer trainer = trainer(SPIKE, 3);
    TrainingResult whole = trainer.fit(start(trainer), listener);
    TrainingState within =
        kept.stream().filter(state -> state.step() == 2 * STEPS + 2).findFirst().orElseThrow();
    TrainingState forgetful =
        new TrainingState(
            within.seed(),
            within.epoch(),
            within.step(),
            within.parameters(),
            within.optimizer(),
            within.stopping(),
            within.rate(),
            within.progress(),
            within.sums(),
            null);
    assertThat(trainer(SPIKE, 3).fit(forgetful, listener).state()).isNotEqualTo(whole.state());
  }

  @Test
  void afterTheLastRetryItIsADivergenceAsWithoutAny() {
    Trainer trainer = trainer(step -> 1e60, 3);
    assertThatThrownBy(() -> trainer.fit(start(trainer), listener))
        .isInstanceOf(DivergenceException.class)
        .hasMessageStartingWith("Cannot take step 2 (epoch 1): expected a finite loss and gradient")
        .hasMessageContaining("learning rate 1.0000000000000002E57;");
    assertThat(retried).extracting(from -> from.rate().retries()).containsExactly(1, 2, 3);
    assertThat(records).isEmpty();
  }

  @Test
  void aTrainingThatDoesNotDivergeKeepsItsBits() {
    Trainer stopping = trainer(step -> 0.01, 0);
    Trainer retrying = trainer(step -> 0.01, 3);
    assertThat(retrying.fit(start(retrying), listener).state())
        .isEqualTo(stopping.fit(start(stopping), listener).state());
    assertThat(retried).isEmpty();
  }

  /** What is finite in double may be infinite where the rows are scored. */
  @Test
  void classesThatCannotBeScoredAtTheEndOfAnEpochAreADivergence() {
    Problem classes = new Problem(Problem.Head.BINARY, List.of(), Precision.FLOAT32);
    StepEngine engine = new LocalEngine(classes.shards(40, 0, 1, 23), classes.evaluator());
    LearningRate spike = step -> step == STEPS - 1 ? 1e60 : 0.01;
    Updater updater = new Updater(classes.objective(), new Sgd(), spike);
    Trainer trainer = new Trainer(engine, updater, STEPS, EPOCHS, EarlyStopping.OFF);
    assertThatThrownBy(() -> trainer.fit(trainer.start(7, classes.parameters(7)), listener))
        .isInstanceOf(DivergenceException.class)
        .hasMessageStartingWith("Cannot go on after step 5 (epoch 1)");
  }
}
