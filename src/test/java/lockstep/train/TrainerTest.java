package lockstep.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import lockstep.SerializedCopy;
import lockstep.data.Split;
import lockstep.data.StepPlan;
import lockstep.linalg.Precision;
import lockstep.metric.Metrics;
import lockstep.nn.Dropout;
import lockstep.objective.GradientSum;
import lockstep.objective.Objective;
import lockstep.optim.AdaGrad;
import lockstep.optim.Adam;
import lockstep.optim.AdamW;
import lockstep.optim.Clipping;
import lockstep.optim.LearningRate;
import lockstep.optim.Momentum;
import lockstep.optim.Nesterov;
import lockstep.optim.Optimizer;
import lockstep.optim.OptimizerState;
import lockstep.optim.RmsProp;
import lockstep.optim.Sgd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TrainerTest {
  private static final long SEED = 42;
  private static final Problem PROBLEM =
      new Problem(Problem.Head.BINARY, List.of(6), Precision.FLOAT32)
          .dropping(new Dropout(List.of(0.3)));
  private static final TrainingListener NOBODY = (epoch, state) -> {};

  static Stream<Optimizer> optimizers() {
    return Stream.of(
        new Sgd(),
        new Momentum(Momentum.DEFAULT),
        new Nesterov(Momentum.DEFAULT),
        RmsProp.DEFAULT,
        AdaGrad.DEFAULT,
        Adam.DEFAULT,
        new AdamW(Adam.DEFAULT, AdamW.DEFAULT_DECAY));
  }

  private static Trainer trainer(Optimizer optimizer, int epochs, EarlyStopping stopping) {
    StepEngine engine = new LocalEngine(PROBLEM.shards(40, 0, 1, 23), PROBLEM.evaluator());
    // The rate depends on the step: a resumed run that counts anew is found out.
    LearningRate rate = step -> 0.3 / (3 + step);
    // Nothing is better by more than 1, so that the rate falls every second epoch.
    Plateau plateau = new Plateau("validation-loss", new Better(false, 1), 0.5, 2, 0);
    Clipping clipping = new Clipping(0.5, 0.2);
    Updater updater =
        new Updater(PROBLEM.objective(), optimizer, rate, Optional.of(plateau), clipping);
    return new Trainer(engine, updater, 5, epochs, stopping);
  }

  /** Two results of training, told apart by every bit of them. */
  private static void assertSame(TrainingResult resumed, TrainingResult whole) {
    assertThat(resumed.state()).isEqualTo(whole.state());
    assertThat(resumed.parameters()).isEqualTo(whole.parameters());
    assertThat(resumed.epoch()).isEqualTo(whole.epoch());
    assertThat(resumed.reason()).isEqualTo(whole.reason());
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void resumingFromAnyEpochEqualsNotStopping(Optimizer optimizer) {
    EarlyStopping patient = new EarlyStopping("validation-loss", false, 4, true);
    EarlyStopping hasty = new EarlyStopping("validation-accuracy", true, 1, true);
    for (EarlyStopping stopping : List.of(EarlyStopping.OFF, patient, hasty)) {
      List<TrainingState> kept = new ArrayList<>();
      List<EpochRecord> records = new ArrayList<>();
      Trainer trainer = trainer(optimizer, 7, stopping);
      TrainingState start = trainer.start(SEED, PROBLEM.parameters(SEED));
      TrainingResult whole =
          trainer.fit(
              start,
              (record, state) -> {
                kept.add(SerializedCopy.of(state));
                records.add(record);
              });
      assertThat(kept).hasSize(whole.state().epoch());
      for (int done = 0; done <= kept.size(); done++) {
        List<EpochRecord> rest = new ArrayList<>();
        TrainingState from = done == 0 ? start : kept.get(done - 1);
        assertSame(
            trainer(optimizer, 7, stopping).fit(from, (record, state) -> rest.add(record)), whole);
        assertThat(rest).isEqualTo(records.subList(done, records.size()));
      }
    }
  }

  /** What the law above is able to see: each part of the state is needed. */
  @Test
  void aStateThatForgetsSomethingDoesNotResume() {
    Trainer trainer = trainer(Adam.DEFAULT, 4, EarlyStopping.OFF);
    List<TrainingState> kept = new ArrayList<>();
    TrainingResult whole =
        trainer.fit(
            trainer.start(SEED, PROBLEM.parameters(SEED)), (record, state) -> kept.add(state));
    TrainingState s = kept.get(1);
    int p = s.parameters().length;
    List<TrainingState> forgetful =
        List.of(
            with(s, SEED, s.step(), Adam.DEFAULT.init(p)),
            with(s, SEED, 0, s.optimizer()),
            with(s, SEED + 1, s.step(), s.optimizer()),
            s.rated(RateState.NONE));
    for (TrainingState state : forgetful) {
      assertThat(trainer.fit(state, NOBODY).parameters()).isNotEqualTo(whole.parameters());
    }
  }

  private static TrainingState with(
      TrainingState s, long seed, long step, OptimizerState optimizer) {
    return new TrainingState(
        seed,
        s.epoch(),
        step,
        s.parameters(),
        optimizer,
        s.stopping(),
        s.rate(),
        s.progress(),
        s.sums(),
        s.epochStart());
  }

  @Test
  void trainingTwiceGivesTheSameBitsAndAnotherSeedOthers() {
    double[] start = PROBLEM.parameters(SEED);
    double[] given = start.clone();
    Trainer trainer = trainer(Adam.DEFAULT, 3, EarlyStopping.OFF);
    TrainingResult first = trainer.fit(trainer.start(SEED, start), NOBODY);
    assertSame(trainer.fit(trainer.start(SEED, start), NOBODY), first);
    assertThat(trainer.fit(trainer.start(SEED + 1, start), NOBODY).parameters())
        .isNotEqualTo(first.parameters());
    assertThat(start).isEqualTo(given);
  }

  @Test
  void aRecordSaysWhatTheEpochDid() {
    List<EpochRecord> records = new ArrayList<>();
    Trainer trainer = trainer(new Sgd(), 2, EarlyStopping.OFF);
    TrainingResult result =
        trainer.fit(
            trainer.start(SEED, PROBLEM.parameters(SEED)), (record, state) -> records.add(record));
    EpochRecord last = records.get(1);
    assertThat(last.epoch()).isEqualTo(2);
    assertThat(last.step()).isEqualTo(10);
    assertThat(last.learningRate()).isEqualTo(0.3 / (3 + 9));
    assertThat(result.state().rate().reductions()).isZero();
    assertThat(last.gradientNorm()).isPositive().isNotEqualTo(records.get(0).gradientNorm());
    assertThat(last.validation())
        .isEqualTo(trainer.engine().evaluate(result.parameters(), Split.VALIDATION));
    assertThat(last.monitored("validation-roc-auc"))
        .isEqualTo(last.validation().orElseThrow().value("roc_auc").orElseThrow());
    assertThat(last.monitored("train-loss")).isEqualTo(last.trainLoss());
    assertThatThrownBy(() -> last.monitored("loss"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot monitor \"loss\": expected train-loss");
  }

  @Test
  void theRateFallsOnAPlateau() {
    List<EpochRecord> records = new ArrayList<>();
    Trainer trainer = trainer(new Sgd(), 7, EarlyStopping.OFF);
    TrainingResult result =
        trainer.fit(
            trainer.start(SEED, PROBLEM.parameters(SEED)), (record, state) -> records.add(record));
    assertThat(result.state().rate().reductions()).isEqualTo(3);
    for (EpochRecord record : records) {
      int reductions = (record.epoch() - 2) / 2;
      double rate = 0.3 / (3 + record.step() - 1) * Math.pow(0.5, reductions);
      assertThat(record.learningRate()).isEqualTo(rate);
    }
  }

  /** An engine whose parameter after epoch e is e, and whose validation losses are given. */
  private static final class Scripted implements StepEngine {
    private final double[] losses;

    Scripted(double... losses) {
      this.losses = losses;
    }

    @Override
    public String name() {
      return "scripted";
    }

    @Override
    public GradientSum sum(double[] parameters, StepPlan plan, int step) {
      double[] gradient = new double[parameters.length];
      gradient[0] = -1;
      return new GradientSum(gradient, 1, 1);
    }

    @Override
    public Optional<Metrics> evaluate(double[] parameters, Split split) {
      Map<String, Object> values = new LinkedHashMap<>();
      double loss = losses[(int) parameters[0] - 1];
      values.put("loss", Double.isNaN(loss) ? null : loss);
      return Optional.of(Metrics.of(values));
    }

    @Override
    public void close() {}
  }

  private static TrainingResult scripted(
      int epochs, int patience, boolean restoreBest, double... losses) {
    Objective penalised = Problem.logistic().objective();
    Objective objective = new Objective(penalised.network(), penalised.loss(), 0);
    Updater updater = new Updater(objective, new Sgd(), LearningRate.constant(1));
    EarlyStopping stopping = new EarlyStopping("validation-loss", false, patience, restoreBest);
    Trainer trainer = new Trainer(new Scripted(losses), updater, 1, epochs, stopping);
    return trainer.fit(trainer.start(SEED, new double[objective.parameters()]), NOBODY);
  }

  private static void assertEnds(
      TrainingResult result, int lastEpoch, StopReason reason, int keptEpoch) {
    assertThat(result.state().epoch()).isEqualTo(lastEpoch);
    assertThat(result.reason()).isEqualTo(reason);
    assertThat(result.epoch()).isEqualTo(keptEpoch);
    assertThat(result.parameters()[0]).isEqualTo(keptEpoch);
  }

  @Test
  void stopsWhenTheMetricNoLongerImprovesAndRestoresTheBest() {
    assertEnds(scripted(9, 2, true, 5, 4, 4.5, 4.6, 1), 4, StopReason.NO_IMPROVEMENT, 2);
    assertEnds(scripted(9, 2, false, 5, 4, 4.5, 4.6, 1), 4, StopReason.NO_IMPROVEMENT, 4);
  }

  @Test
  void theBestIsRestoredAtTheLastEpochToo() {
    assertEnds(scripted(3, 2, true, 5, 4, 4.5, 4.6, 1), 3, StopReason.EPOCHS_DONE, 2);
    assertEnds(scripted(3, 2, false, 5, 4, 4.5, 4.6, 1), 3, StopReason.EPOCHS_DONE, 3);
    assertEnds(scripted(2, 2, true, 5, 4), 2, StopReason.EPOCHS_DONE, 2);
  }

  @Test
  void withoutPatienceTheLastEpochIsKept() {
    assertEnds(scripted(4, 0, true, 1, 2, 3, 4), 4, StopReason.EPOCHS_DONE, 4);
  }

  @Test
  void aMetricThatIsNeverDefinedEndsTrainingWithTheLastParameters() {
    double none = Double.NaN;
    assertEnds(scripted(9, 2, true, none, none, none), 2, StopReason.NO_IMPROVEMENT, 2);
  }

  @Test
  void aMetricThatIsNotThereCannotBeWatched() {
    StepEngine blind =
        new LocalEngine(
            List.of(Problem.shard(0, PROBLEM.rows(9, 1), PROBLEM.rows(0, 1))), PROBLEM.evaluator());
    Updater updater = new Updater(PROBLEM.objective(), new Sgd(), LearningRate.constant(0.1));
    EarlyStopping stopping = new EarlyStopping("validation-loss", false, 2, true);
    Trainer trainer = new Trainer(blind, updater, 1, 3, stopping);
    TrainingState start = trainer.start(SEED, PROBLEM.parameters(SEED));
    assertThatThrownBy(() -> trainer.fit(start, NOBODY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot monitor \"validation-loss\": expected train-loss (there are no validation"
                + " rows)");
  }

  @Test
  void parametersThatOverflowInTheLastStepOfAnEpochEndTraining() {
    Updater updater =
        new Updater(PROBLEM.objective(), new Sgd(), LearningRate.constant(Double.MAX_VALUE));
    Trainer trainer = new Trainer(new Scripted(1), updater, 1, 1, EarlyStopping.OFF);
    double[] parameters = new double[PROBLEM.objective().parameters()];
    parameters[0] = Double.MAX_VALUE;
    TrainingState start = trainer.start(SEED, parameters);
    assertThatThrownBy(() -> trainer.fit(start, NOBODY))
        .isInstanceOf(DivergenceException.class)
        .hasMessageStartingWith("Cannot take step 1 (epoch 1)")
        .hasMessageContaining("learning rate " + Double.MAX_VALUE);
  }

  @Test
  void stopReasonsHaveNamesForFiles() {
    assertThat(StopReason.EPOCHS_DONE.label()).isEqualTo("epochs-done");
    assertThat(StopReason.NO_IMPROVEMENT.label()).isEqualTo("no-improvement");
  }
}
