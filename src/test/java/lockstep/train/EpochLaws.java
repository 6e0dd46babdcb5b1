package lockstep.train;

import static lockstep.linalg.Precision.FLOAT32;
import static lockstep.linalg.Precision.FLOAT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lockstep.data.StepPlan;
import lockstep.nn.Dropout;
import lockstep.objective.Objective;
import lockstep.objective.Penalty;
import lockstep.optim.AdaGrad;
import lockstep.optim.Adam;
import lockstep.optim.AdamW;
import lockstep.optim.Clipping;
import lockstep.optim.LearningRate;
import lockstep.optim.Momentum;
import lockstep.optim.Nesterov;
import lockstep.optim.Optimizer;
import lockstep.optim.RmsProp;
import lockstep.optim.Sgd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The laws of a {@link StepEngine} about epochs: with every optimizer they are their steps. */
abstract class EpochLaws extends EngineLaws {
  private static final int[] ROWS = {30, 0, 1, 17};

  /** Weights of rows and classes, both penalties and dropout at once; {@link #updater} clips. */
  private static final Problem EVERYTHING =
      new Problem(Problem.Head.CLASS_WEIGHTS, List.of(6, 3), FLOAT32)
          .under(new Penalty(0.02, 0.03))
          .dropping(new Dropout(List.of(0.5, 0.25)));

  static List<Optimizer> optimizers() {
    return List.of(
        new Sgd(),
        new Momentum(0.9),
        new Nesterov(0.9),
        RmsProp.DEFAULT,
        AdaGrad.DEFAULT,
        Adam.DEFAULT,
        new AdamW(Adam.DEFAULT, 0.01));
  }

  private static Updater updater(Objective objective, Optimizer optimizer) {
    Clipping clipping = new Clipping(0.1, 0.05);
    LearningRate rate = LearningRate.constant(0.01);
    return new Updater(objective, optimizer, rate, Optional.empty(), clipping);
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void anEpochIsItsStepsOneAfterAnother(Optimizer optimizer) {
    assertEpochsAreTheirSteps(Training.of(EVERYTHING, ROWS), optimizer);
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void anEpochOfSparseRowsIsItsStepsOneAfterAnother(Optimizer optimizer) {
    assertEpochsAreTheirSteps(Training.of(new Wide(EVERYTHING, 300, true), ROWS), optimizer);
  }

  /** An update in several pieces, which the threads of an engine may share. */
  @Test
  void anEpochOfALargeNetworkIsItsStepsToo() {
    Problem problem = new Problem(Problem.Head.BINARY, List.of(2500), FLOAT32);
    assertEpochsAreTheirSteps(Training.of(problem, ROWS), Adam.DEFAULT);
  }

  private void assertEpochsAreTheirSteps(Training training, Optimizer optimizer) {
    Updater updater = updater(training.objective(), optimizer);
    TrainingState state = training.start(updater);
    try (StepEngine engine = engine(training)) {
      for (int epoch = 0; epoch < 2; epoch++) {
        StepPlan plan = new StepPlan(SEED, epoch, 3);
        TrainingState ran = engine.runEpoch(state, plan, updater);
        assertThat(ran).isEqualTo(training.epoch(state, plan, updater));
        assertThat(ran.sums().steps()).isEqualTo(plan.steps());
        state = ran.epochEnded(StoppingState.NONE);
      }
      assertThat(state.step()).isEqualTo(6);
    }
  }

  /** Early stopping and checkpoints hold such states while training goes on. */
  @ParameterizedTest
  @MethodSource("optimizers")
  void statesBetweenEpochsAreNotOverwritten(Optimizer optimizer) {
    Training training = Training.of(new Problem(Problem.Head.SOFTMAX, List.of(6), FLOAT32), ROWS);
    Updater updater = updater(training.objective(), optimizer);
    List<TrainingState> held = new ArrayList<>(List.of(training.start(updater)));
    List<TrainingState> copies = new ArrayList<>(List.of(held.get(0).copy()));
    try (StepEngine engine = engine(training)) {
      for (int epoch = 0; epoch < 3; epoch++) {
        TrainingState ran = engine.runEpoch(held.get(epoch), new StepPlan(SEED, epoch, 2), updater);
        held.add(ran.epochEnded(StoppingState.NONE));
        copies.add(held.get(epoch + 1).copy());
        assertThat(held).isEqualTo(copies);
      }
    }
  }

  /** Its points are not the state's parameters, and how many there are it decides itself. */
  @ParameterizedTest
  @CsvSource({"0, false", "0.02, false", "0, true", "0.02, true"})
  void anIterationOfLbfgsIsItsEvaluations(double l1, boolean sparse) {
    Problem problem =
        new Problem(Problem.Head.SOFTMAX, List.of(6), FLOAT32).under(new Penalty(l1, 0.01));
    Training training =
        sparse ? Training.of(new Wide(problem, 300, true), ROWS) : Training.of(problem, ROWS);
    QuasiNewton rule = QuasiNewton.of(training.objective(), 10);
    TrainingState state = training.start(rule);
    try (StepEngine engine = engine(training)) {
      for (int epoch = 0; epoch < 4; epoch++) {
        StepPlan plan = new StepPlan(SEED, epoch, 1);
        TrainingState ran = engine.runEpoch(state, plan, rule);
        assertThat(ran).isEqualTo(training.epoch(state, plan, rule));
        assertThat(ran.optimizer().updates()).isEqualTo(epoch + 1);
        state = ran.epochEnded(StoppingState.NONE);
      }
      assertThat(state.step()).isGreaterThan(4);
    }
  }

  @Test
  void anEpochThatDivergesSaysSoAndTheEngineGoesOn() {
    Training training =
        Training.of(new Problem(Problem.Head.REGRESSION, List.of(), FLOAT64), 20, 3);
    StepPlan plan = new StepPlan(SEED, 0, 4);
    Updater wild = new Updater(training.objective(), new Sgd(), LearningRate.constant(1e200));
    Updater tame = new Updater(training.objective(), new Sgd(), LearningRate.constant(0.1));
    try (StepEngine engine = engine(training)) {
      TrainingState start = training.start(wild);
      assertThatThrownBy(() -> engine.runEpoch(start, plan, wild))
          .isInstanceOf(DivergenceException.class)
          .hasMessageStartingWith(
              "Cannot take step 2 (epoch 1): expected a finite loss and gradient, found loss"
                  + " Infinity");
      assertThat(engine.runEpoch(start, plan, tame)).isEqualTo(training.epoch(start, plan, tame));
    }
  }
}
