package lockstep.spark.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import lockstep.config.JobFile;
import lockstep.linalg.Precision;
import lockstep.optim.AdaGrad;
import lockstep.optim.Adam;
import lockstep.optim.AdamW;
import lockstep.optim.Clipping;
import lockstep.optim.CosineDecay;
import lockstep.optim.CosineRestarts;
import lockstep.optim.ExponentialDecay;
import lockstep.optim.InverseSqrtDecay;
import lockstep.optim.InverseTimeDecay;
import lockstep.optim.LearningRate;
import lockstep.optim.Momentum;
import lockstep.optim.Nesterov;
import lockstep.optim.OneCycle;
import lockstep.optim.Optimizer;
import lockstep.optim.PiecewiseConstant;
import lockstep.optim.RmsProp;
import lockstep.optim.Sgd;
import lockstep.optim.StepDecay;
import lockstep.optim.Warmup;
import lockstep.train.Better;
import lockstep.train.EarlyStopping;
import lockstep.train.Limits;
import lockstep.train.Plateau;
import lockstep.train.Problem;
import lockstep.train.QuasiNewton;
import lockstep.train.Updater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the words of a job file mean: 10 epochs of 20 steps, at a rate of 0.5. */
class TrainSettingsTest {
  private static final int STEPS = 20;
  private static final Problem PROBLEM =
      new Problem(Problem.Head.BINARY, List.of(), Precision.FLOAT64);

  private static TrainSettings settings(String... words) {
    List<String> job =
        Stream.concat(
                Stream.of("data.path=x", "train.epochs=10", "train.learning-rate=0.5"),
                Arrays.stream(words).map(word -> "train." + word))
            .toList();
    return new JobSettings(JobFile.of(job)).train();
  }

  private static Updater updater(String... words) {
    return (Updater) settings(words).rule(PROBLEM.objective(), STEPS);
  }

  static Stream<Arguments> optimizers() {
    return Stream.of(
        Arguments.of("sgd", new Sgd()),
        Arguments.of("momentum", new Momentum(0.9)),
        Arguments.of("nesterov", new Nesterov(0.9)),
        Arguments.of("rmsprop", RmsProp.DEFAULT),
        Arguments.of("adagrad", AdaGrad.DEFAULT),
        Arguments.of("adam", Adam.DEFAULT),
        Arguments.of("adamw", new AdamW(Adam.DEFAULT, AdamW.DEFAULT_DECAY)));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void theDefaultsOfOptimizersAreThoseOfTheirClasses(String name, Optimizer optimizer) {
    assertThat(updater("optimizer=" + name).optimizer()).isEqualTo(optimizer);
    assertThat(optimizer.name()).isEqualTo(name);
  }

  static Stream<Arguments> optimizersWithOptions() {
    return Stream.of(
        Arguments.of("momentum", new Momentum(0.1)),
        Arguments.of("nesterov", new Nesterov(0.1)),
        Arguments.of("rmsprop", new RmsProp(0.2, 0.5)),
        Arguments.of("adagrad", new AdaGrad(6, 0.5)),
        Arguments.of("adam", new Adam(0.3, 0.4, 0.5)),
        Arguments.of("adamw", new AdamW(new Adam(0.3, 0.4, 0.5), 7)));
  }

  @ParameterizedTest
  @MethodSource("optimizersWithOptions")
  void eachOptimizerReadsItsOwnNumbers(String name, Optimizer optimizer) {
    String options =
        "optimizer-options={momentum: 0.1, rho: 0.2, beta-1: 0.3, beta-2: 0.4, epsilon: 0.5,"
            + " initial-accumulator-value: 6, weight-decay: 7}";
    assertThat(updater("optimizer=" + name, options).optimizer()).isEqualTo(optimizer);
  }

  @Test
  void lbfgsHasNoRateAndSaysSoWhereOneIsGiven() {
    TrainSettings lbfgs =
        settings("optimizer=lbfgs", "batch-size=full", "optimizer-options.memory=7");
    QuasiNewton rule = (QuasiNewton) lbfgs.rule(PROBLEM.objective(), 1);
    assertThat(rule.lbfgs().memory()).isEqualTo(7);
    assertThat(rule.smooth().penalty()).isEqualTo(PROBLEM.objective().penalty());
    assertThat(lbfgs.idleRate())
        .hasValue(
            "train.learning-rate 0.5 has no effect on lbfgs, which searches for the length of each"
                + " step");
    assertThat(settings("optimizer=lbfgs", "batch-size=full", "learning-rate=0.001").idleRate())
        .isEmpty();
    assertThat(settings("optimizer=sgd").idleRate()).isEmpty();
  }

  @Test
  void aWarmupAsLongAsTheTrainingIsSaid() {
    TrainSettings settings = settings("schedule.warmup-steps=20", "epochs=10");
    assertThat(settings.endlessWarmup(3)).isEmpty();
    assertThat(settings.endlessWarmup(2))
        .hasValue(
            "train.schedule.warmup-steps 20 are all of the 20 steps of the training: the rate never"
                + " reaches train.learning-rate");
  }

  static Stream<Arguments> schedules() {
    return Stream.of(
        Arguments.of("step", new StepDecay(0.5, 20, 0.1)),
        Arguments.of("{kind: step, steps: 7, factor: 0.5}", new StepDecay(0.5, 7, 0.5)),
        Arguments.of("{kind: exponential, factor: 0.9}", new ExponentialDecay(0.5, 20, 0.9)),
        Arguments.of("inverse-time", new InverseTimeDecay(0.5, 20)),
        Arguments.of("{kind: inverse-sqrt, steps: 1}", new InverseSqrtDecay(0.5, 1)),
        Arguments.of("cosine", new CosineDecay(0.5, 200, 0)),
        Arguments.of("{kind: cosine, end: 0.2, steps: 9}", new CosineDecay(0.5, 9, 0.2)),
        Arguments.of(
            "{kind: cosine, steps: 9, restarts: true, growth: 3, peak: 0.5}",
            new CosineRestarts(0.5, 9, 3, 0.5, 0)),
        Arguments.of("one-cycle", new OneCycle(0.5, 200, 0.3)),
        Arguments.of("{kind: one-cycle, rise: 0.5}", new OneCycle(0.5, 200, 0.5)),
        Arguments.of(
            "{kind: piecewise, boundaries: [3, 9], rates: [0.2, 0.1]}",
            new PiecewiseConstant(0.5, List.of(3L, 9L), List.of(0.2, 0.1))),
        Arguments.of(
            "{kind: cosine, warmup-steps: 30}", new Warmup(30, new CosineDecay(0.5, 170, 0))));
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void aScheduleIsTheOneThatIsNamed(String schedule, LearningRate rate) {
    assertThat(updater("schedule=" + schedule).learningRate()).isEqualTo(rate);
  }

  @Test
  void withoutAScheduleTheRateIsConstant() {
    LearningRate constant = updater().learningRate();
    assertThat(constant.at(0)).isEqualTo(0.5);
    assertThat(constant.at(1 << 20)).isEqualTo(0.5);
    LearningRate warm = updater("schedule.warmup-steps=4").learningRate();
    assertThat(warm.at(0)).isEqualTo(0.1);
    assertThat(warm.at(4)).isEqualTo(0.5);
  }

  @Test
  void aLimitOfStepsShortensWhatLastsToTheEnd() {
    assertThat(updater("max-steps=50", "schedule=cosine").learningRate())
        .isEqualTo(new CosineDecay(0.5, 50, 0));
  }

  @Test
  void aPlateauIsWatchedOnlyIfAskedFor() {
    assertThat(settings().plateau()).isEmpty();
    assertThat(settings("schedule=reduce-on-plateau").plateau())
        .contains(new Plateau("validation-loss", new Better(false, 1e-4), 0.1, 10, 0));
    String words = "monitor: validation-roc-auc, factor: 0.5, patience: 3, min: 0.01";
    assertThat(settings("schedule={kind: reduce-on-plateau, " + words + "}").plateau())
        .contains(new Plateau("validation-roc-auc", new Better(true, 1e-4), 0.5, 3, 0.01));
  }

  @Test
  void boundsOfTheGradientAreOffUntilGiven() {
    assertThat(updater().clipping()).isEqualTo(Clipping.NONE);
    assertThat(updater("clip={norm: 2, value: 1}").clipping()).isEqualTo(new Clipping(2, 1));
  }

  @Test
  void limitsAreOffUntilGiven() {
    assertThat(settings().limits(0)).isEqualTo(Limits.ofEpochs(10));
    assertThat(settings("max-steps=5", "max-seconds=0.5", "tolerance=1e-6").limits(0))
        .isEqualTo(new Limits(10, 5, 0.5, 1e-6, 0));
    assertThat(settings("on-divergence=retry").limits(0).retries()).isEqualTo(3);
  }

  @Test
  void secondsBeforeAnInterruptionCount() {
    assertThat(settings("max-seconds=9").limits(2.5).maxSeconds()).isEqualTo(6.5);
    assertThat(settings("max-seconds=9").limits(11).maxSeconds()).isNegative();
    assertThat(settings().limits(2.5)).isEqualTo(Limits.ofEpochs(10));
  }

  @Test
  void earlyStoppingIsOffUntilPatienceIsGiven() {
    assertThat(settings().stopping(true)).isEqualTo(EarlyStopping.OFF);
    String words =
        "{patience: 3, monitor: validation-r2, min-delta: 0.1, start-from-epoch: 2, baseline: 0.5}";
    assertThat(settings("early-stopping=" + words).stopping(true))
        .isEqualTo(new EarlyStopping("validation-r2", new Better(true, 0.1), 3, 2, 0.5, true));
  }

  @Test
  void aTimeLimitRemembersTheBestEpochWhereItCanBeTold() {
    assertThat(settings("max-seconds=9").stopping(false)).isEqualTo(EarlyStopping.OFF);
    assertThat(settings("max-seconds=9").stopping(true))
        .isEqualTo(new EarlyStopping("validation-loss", false, EarlyStopping.ENDLESS, true));
    assertThat(settings("max-seconds=9", "early-stopping.monitor=train-loss").stopping(false))
        .isEqualTo(new EarlyStopping("train-loss", false, EarlyStopping.ENDLESS, true));
  }
}
