package lockstep.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import lockstep.SerializedCopy;
import lockstep.data.Block;
import lockstep.data.DataShard;
import lockstep.data.StepPlan;
import lockstep.linalg.Matrix;
import lockstep.linalg.Precision;
import lockstep.loss.BinaryCrossEntropy;
import lockstep.metric.ClassificationSums;
import lockstep.nn.LeakyRelu;
import lockstep.nn.Network;
import lockstep.objective.ClassWeights;
import lockstep.objective.GradientSum;
import lockstep.objective.Objective;
import lockstep.objective.Penalty;
import lockstep.optim.Clipping;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuasiNewtonTest {
  /** Enough for searches of several trials. */
  private static final int EPOCHS = 40;

  private static final Problem NETWORK =
      new Problem(Problem.Head.SOFTMAX, List.of(6, 3), Precision.FLOAT64);

  private final List<EpochRecord> records = new ArrayList<>();
  private final List<TrainingState> states = new ArrayList<>();

  /** Keeps everything that is told. */
  private TrainingListener listener() {
    return new TrainingListener() {
      @Override
      public void epochEnded(EpochRecord epoch, TrainingState state) {
        records.add(epoch);
        states.add(state);
      }

      @Override
      public boolean wantsStep() {
        return true;
      }

      @Override
      public void stepEnded(TrainingState state) {
        states.add(state);
      }
    };
  }

  private static StepEngine engine(Problem problem) {
    return new LocalEngine(problem.shards(40, 0, 1, 23), problem.evaluator());
  }

  private static Trainer trainer(Problem problem, double l1, Limits limits) {
    Objective objective = problem.objective().under(new Penalty(l1, 0.01));
    return new Trainer(
        engine(problem), QuasiNewton.of(objective, 10), 1, limits, EarlyStopping.OFF);
  }

  private TrainingResult fit(Problem problem, double l1, Limits limits) {
    Trainer trainer = trainer(problem, l1, limits);
    return trainer.fit(trainer.start(7, problem.parameters(7)), listener());
  }

  private static Objective.Value whole(Problem problem, double l1, double[] parameters) {
    GradientSum sum = engine(problem).sum(parameters, new StepPlan(7, 0, 1), 0);
    return problem.objective().under(new Penalty(l1, 0.01)).mean(parameters, sum);
  }

  @ParameterizedTest
  @EnumSource
  void everyHeadComesToAPointWithoutGradient(Problem.Head head) {
    Problem problem = new Problem(head, List.of(), Precision.FLOAT64);
    TrainingResult result =
        fit(problem, 0, new Limits(200, Long.MAX_VALUE, Double.POSITIVE_INFINITY, 0, 0));
    assertThat(Clipping.norm(whole(problem, 0, result.parameters()).gradient())).isLessThan(1e-6);
    assertThat(result.reason()).isEqualTo(StopReason.CONVERGED);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.02})
  void anEpochIsAnIterationAndTellsOfThePointItEndsAt(double l1) {
    TrainingResult result = fit(NETWORK, l1, Limits.ofEpochs(25));
    assertThat(result.reason()).isEqualTo(StopReason.EPOCHS_DONE);
    assertThat(records).hasSize(25);
    assertThat(result.state().optimizer().updates()).isEqualTo(25);
    double passes = records.stream().mapToDouble(EpochRecord::passes).sum();
    assertThat(passes).isEqualTo((double) result.state().step()).isGreaterThan(26);
    assertThat(records.get(0).passes()).as("the start and a step at least").isGreaterThan(1);
    double before = Double.POSITIVE_INFINITY;
    List<TrainingState> ends = states.stream().filter(s -> s.sums().steps() == 0).toList();
    for (int i = 0; i < records.size(); i++) {
      double[] parameters = ends.get(i).parameters();
      GradientSum sum = engine(NETWORK).sum(parameters, new StepPlan(7, 0, 1), 0);
      EpochRecord record = records.get(i);
      assertThat(record.trainLoss()).isEqualTo(sum.lossSum() / sum.weightSum());
      Objective.Value value = whole(NETWORK, l1, parameters);
      assertThat(value.value()).isLessThan(before);
      before = value.value();
      if (l1 == 0) {
        assertThat(record.gradientNorm()).isEqualTo(Clipping.norm(value.gradient()));
      }
      assertThat(record.learningRate()).isPositive();
    }
  }

  /** Between any two evaluations, in the middle of a search too. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.02})
  void resumingAnywhereEqualsNotStopping(double l1) {
    TrainingResult whole = fit(NETWORK, l1, Limits.ofEpochs(EPOCHS));
    List<EpochRecord> epochs = List.copyOf(records);
    List<TrainingState> kept = List.copyOf(states);
    assertThat(kept).anyMatch(state -> state.epoch() > 0 && state.sums().steps() > 0);
    for (TrainingState from : kept) {
      records.clear();
      TrainingResult resumed =
          trainer(NETWORK, l1, Limits.ofEpochs(EPOCHS)).fit(SerializedCopy.of(from), listener());
      assertThat(resumed.state()).isEqualTo(whole.state());
      assertThat(records).isEqualTo(epochs.subList(from.epoch(), EPOCHS));
    }
  }

  @Test
  void stepsThatEndWithinASearchLeaveTheLastIterate() {
    fit(NETWORK, 0, Limits.ofEpochs(EPOCHS));
    TrainingState searching =
        states.stream().filter(s -> s.epoch() > 3 && s.sums().steps() > 0).findFirst().get();
    TrainingState before =
        states.stream()
            .filter(s -> s.epoch() == searching.epoch() && s.sums().steps() == 0)
            .findFirst()
            .get();
    TrainingResult cut =
        fit(NETWORK, 0, new Limits(EPOCHS, searching.step(), Double.POSITIVE_INFINITY, 0, 0));
    assertThat(cut.reason()).isEqualTo(StopReason.STEPS_DONE);
    assertThat(cut.parameters()).isEqualTo(before.parameters());
    assertThat(cut.state().step()).isEqualTo(searching.step());
    EpochRecord last = records.get(records.size() - 1);
    EpochRecord beforeLast = records.get(records.size() - 2);
    assertThat(last.trainLoss()).isCloseTo(beforeLast.trainLoss(), within(1e-15));
    assertThat(last.gradientNorm()).isEqualTo(beforeLast.gradientNorm());
  }

  @Test
  void tolerancesEndItToo() {
    double infinite = Double.POSITIVE_INFINITY;
    TrainingResult gradient = fit(NETWORK, 0, new Limits(999, Long.MAX_VALUE, infinite, 0.02, 0));
    assertThat(gradient.reason()).isIn(StopReason.GRADIENT_TOLERANCE, StopReason.LOSS_TOLERANCE);
    assertThat(gradient.state().epoch()).isBetween(2, 300);
  }

  /** Features, gradients and the parameters that are tried are rounded; the search must end. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.02})
  void inSinglePrecisionItEndsWhereNothingIsLower(double l1) {
    Problem rounded = new Problem(Problem.Head.SOFTMAX, List.of(), Precision.FLOAT32);
    Problem exact = new Problem(Problem.Head.SOFTMAX, List.of(), Precision.FLOAT64);
    TrainingResult single = fit(rounded, l1, Limits.ofEpochs(5000));
    assertThat(single.reason()).isEqualTo(StopReason.CONVERGED);
    double[] best = fit(exact, l1, Limits.ofEpochs(5000)).parameters();
    assertThat(whole(exact, l1, single.parameters()).value())
        .isCloseTo(whole(exact, l1, best).value(), within(1e-6));
  }

  @Test
  void aTrainingThatIsDoneIsNotTakenUpAgain() {
    Problem problem = Problem.logistic();
    TrainingResult done = fit(problem, 0, Limits.ofEpochs(500));
    assertThat(done.reason()).isEqualTo(StopReason.CONVERGED);
    records.clear();
    TrainingResult again = trainer(problem, 0, Limits.ofEpochs(500)).fit(done.state(), listener());
    assertThat(again.reason()).isEqualTo(StopReason.CONVERGED);
    assertThat(records).isEmpty();
    assertThat(again.parameters()).isEqualTo(done.parameters());
  }

  @Test
  void withoutWeightThereIsNothingToSearch() {
    Problem problem = Problem.logistic();
    Block none = Rows.weighing(problem.rows(4, 1), 0, 0, 0, 0);
    StepEngine engine = new LocalEngine(List.of(Problem.shard(0, none, none)), problem.evaluator());
    QuasiNewton rule = QuasiNewton.of(problem.objective(), 10);
    Trainer trainer = new Trainer(engine, rule, 1, 3, EarlyStopping.OFF);
    TrainingState start = trainer.start(7, problem.parameters(7));
    TrainingState end = engine.runEpoch(start, new StepPlan(7, 0, 1), rule);
    assertThat(end.parameters()).isEqualTo(start.parameters());
    assertThat(end.step()).isEqualTo(1);
  }

  @Test
  void aStartThatIsNotFiniteIsToldAndATrialThatIsNotIsNoMatter() {
    QuasiNewton rule = QuasiNewton.of(Problem.logistic().objective(), 10);
    double[] x = new double[Problem.FEATURES + 1];
    TrainingState start = new TrainingState(7, 0, 0, x, rule.init(x.length), StoppingState.NONE);
    GradientSum broken = new GradientSum(new double[x.length], Double.NaN, 1);
    assertThatThrownBy(() -> rule.update(start, broken))
        .isInstanceOf(DivergenceException.class)
        .hasMessageEndingWith(
            "; try features.scale: standard, train.precision: float64 or a larger train.l2")
        .hasMessageStartingWith("Cannot take step 1 (epoch 1): expected a finite loss");
    double[] gradient = new double[x.length];
    gradient[0] = 8;
    TrainingState searching = rule.update(start, new GradientSum(gradient, 1, 1));
    TrainingState after = rule.update(searching, broken);
    assertThat(after.parameters()).isEqualTo(x);
    assertThat(rule.point(after)[0]).isEqualTo(rule.point(searching)[0] / 2);
    assertThat(after.sums().meanLoss()).isEqualTo(1);
  }

  private static JsonNode golden() throws IOException {
    try (InputStream in = QuasiNewtonTest.class.getResourceAsStream("/golden/lbfgs.json")) {
      return new ObjectMapper().readTree(in);
    }
  }

  static Stream<JsonNode> optima() throws IOException {
    List<JsonNode> optima = new ArrayList<>();
    golden().path("optima").forEach(optima::add);
    return optima.stream();
  }

  /** The rows of the golden file, dealt out to three shards. */
  private static List<DataShard> goldenShards() throws IOException {
    JsonNode golden = golden();
    List<DataShard> shards = new ArrayList<>();
    for (int number = 0; number < 3; number++) {
      Block rows = Block.zeros(Precision.FLOAT64, 8, 1, 20);
      for (int i = 0; i < 20; i++) {
        int row = 3 * i + number;
        for (int j = 0; j < 8; j++) {
          ((Matrix) rows.features())
              .set(j, i, golden.path("features").get(row).get(j).doubleValue());
        }
        rows.labels().set(0, i, golden.path("labels").get(row).doubleValue());
        rows.weights().set(0, i, 1);
      }
      shards.add(Problem.shard(number, rows, rows.slice(0, 0)));
    }
    return shards;
  }

  /** scikit-learn's saga; the file names program and command. */
  @ParameterizedTest
  @MethodSource("optima")
  void underL1ItReachesTheOptimumOfScikitLearn(JsonNode optimum) throws IOException {
    Objective objective =
        new Objective(
            Network.of(8, List.of(), new LeakyRelu(0), 1),
            new BinaryCrossEntropy(),
            new Penalty(optimum.path("l1").doubleValue(), optimum.path("l2").doubleValue()),
            ClassWeights.NONE);
    Evaluator evaluator =
        new Evaluator(
            objective,
            Precision.FLOAT64,
            ClassificationSums.binary(0.5),
            List.of("0", "1"),
            false,
            null);
    StepEngine engine = new LocalEngine(goldenShards(), evaluator);
    Trainer trainer = new Trainer(engine, QuasiNewton.of(objective, 10), 1, 500, EarlyStopping.OFF);
    double[] found = trainer.fit(trainer.start(7, new double[9]), listener()).parameters();

    Objective.Value value = objective.mean(found, engine.sum(found, new StepPlan(7, 0, 1), 0));
    assertThat(value.value()).isCloseTo(optimum.path("objective").doubleValue(), within(1e-10));
    for (int i = 0; i < 8; i++) {
      double expected = optimum.path("weights").get(i).doubleValue();
      assertThat(found[i]).isCloseTo(expected, within(1e-5));
      assertThat(found[i] == 0).as("weight %d is 0", i).isEqualTo(expected == 0);
    }
    assertThat(found[8]).isCloseTo(optimum.path("bias").doubleValue(), within(1e-5));
  }
}
