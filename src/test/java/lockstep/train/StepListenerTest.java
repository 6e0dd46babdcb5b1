package lockstep.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import lockstep.linalg.Precision;
import lockstep.optim.LearningRate;
import lockstep.optim.Optimizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StepListenerTest {
  private static final int EPOCHS = 3;
  private static final int STEPS = 5;
  private static final Problem PROBLEM =
      new Problem(Problem.Head.BINARY, List.of(6), Precision.FLOAT32);

  /** Keeps the states between steps, and the epochs. */
  private static final class Kept implements TrainingListener {
    private final List<TrainingState> states = new ArrayList<>();
    private final List<EpochRecord> epochs = new ArrayList<>();

    @Override
    public void epochEnded(EpochRecord epoch, TrainingState state) {
      epochs.add(epoch);
    }

    @Override
    public boolean wantsStep() {
      return true;
    }

    @Override
    public void stepEnded(TrainingState state) {
      states.add(state);
    }
  }

  private static Trainer trainer(Optimizer optimizer) {
    StepEngine engine = new LocalEngine(PROBLEM.shards(40, 0, 1, 23), PROBLEM.evaluator());
    LearningRate rate = step -> 0.3 / (3 + step);
    Updater updater = new Updater(PROBLEM.objective(), optimizer, rate);
    EarlyStopping stopping = new EarlyStopping("validation-loss", false, 2, true);
    return new Trainer(engine, updater, STEPS, EPOCHS, stopping);
  }

  @ParameterizedTest
  @MethodSource("lockstep.train.TrainerTest#optimizers")
  void resumingWithinAnEpochEqualsNotStopping(Optimizer optimizer) {
    Trainer trainer = trainer(optimizer);
    Kept whole = new Kept();
    TrainingResult expected = trainer.fit(trainer.start(7, PROBLEM.parameters(7)), whole);

    assertThat(whole.states).hasSize(EPOCHS * (STEPS - 1));
    for (TrainingState from : whole.states) {
      Kept rest = new Kept();
      TrainingResult resumed = trainer(optimizer).fit(from, rest);
      assertThat(resumed.state()).isEqualTo(expected.state());
      assertThat(resumed.parameters()).isEqualTo(expected.parameters());
      assertThat(rest.epochs).isEqualTo(whole.epochs.subList(from.epoch(), EPOCHS));
    }
  }

  @Test
  void theStateAfterTheLastStepOfAnEpochIsShownWhenItIsJudged() {
    Trainer trainer = trainer(TrainerTest.optimizers().findFirst().orElseThrow());
    Kept kept = new Kept();
    trainer.fit(trainer.start(7, PROBLEM.parameters(7)), kept);

    assertThat(kept.states).extracting(state -> state.sums().steps()).doesNotContain(0, STEPS);
    assertThat(kept.epochs).hasSize(EPOCHS);
  }
}
