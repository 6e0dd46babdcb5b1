package lockstep.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import lockstep.data.StepPlan;
import lockstep.linalg.Precision;
import lockstep.objective.ClassWeights;
import lockstep.objective.GradientSum;
import lockstep.objective.Objective;
import lockstep.objective.Penalty;
import lockstep.optim.Adam;
import lockstep.optim.Clipping;
import lockstep.optim.LearningRate;
import lockstep.optim.Optimizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EpochStepsTest {
  private static final Problem PROBLEM =
      new Problem(Problem.Head.BINARY, List.of(6), Precision.FLOAT64);

  private static Updater updater(Problem problem, Optimizer optimizer) {
    return new Updater(problem.objective(), optimizer, LearningRate.constant(0.01));
  }

  private static TrainingState start(Updater updater, double[] parameters) {
    return new TrainingState(
        7, 0, 0, parameters, updater.init(parameters.length), StoppingState.NONE);
  }

  /** A gradient of its own for each step; every third has no weight. */
  private static GradientSum sum(int step, int p) {
    double[] gradient = new double[p];
    for (int i = 0; i < p; i++) {
      gradient[i] = StrictMath.sin(i + 10.0 * step);
    }
    return step % 3 == 0 ? GradientSum.zero(p) : new GradientSum(gradient, 1, 2);
  }

  @ParameterizedTest
  @MethodSource("lockstep.train.TrainerTest#optimizers")
  void theStatesAreThoseOfPureUpdates(Optimizer optimizer) {
    Updater updater = updater(PROBLEM, optimizer);
    TrainingState pure = start(updater, PROBLEM.parameters(7));
    TrainingState begun = start(updater, PROBLEM.parameters(7));
    StepPlan plan = new StepPlan(7, 0, 12);
    EpochSteps steps = new EpochSteps(begun, plan, updater, Crew.ALONE);
    for (int step = 0; step < plan.steps(); step++) {
      GradientSum sum = sum(step, pure.parameters().length);
      pure = updater.update(pure, sum);
      assertThat(steps.take(sum)).isEqualTo(step < plan.steps() - 1);
      assertThat(steps.state()).isEqualTo(pure);
    }
    assertThat(begun).as("the start").isEqualTo(start(updater, PROBLEM.parameters(7)));
  }

  /** Three pieces, by this thread, in the other order, and by many. */
  @ParameterizedTest
  @MethodSource("lockstep.train.TrainerTest#optimizers")
  void theBitsDoNotDependOnTheCrew(Optimizer optimizer) {
    Problem problem = new Problem(Problem.Head.BINARY, List.of(2500), Precision.FLOAT32);
    double[] parameters = problem.parameters(7);
    assertThat(new Pieces(parameters.length).count()).isEqualTo(3);
    Objective penalised =
        new Objective(
            problem.objective().network(),
            problem.objective().loss(),
            new Penalty(0.01, 0.02),
            ClassWeights.NONE);
    Clipping clipping = new Clipping(20, 0.9);
    Updater updater =
        new Updater(penalised, optimizer, LearningRate.constant(0.01), Optional.empty(), clipping);
    Crew backwards = (n, work) -> IntStream.range(0, n).forEach(i -> work.accept(n - 1 - i));
    Crew many = (n, work) -> IntStream.range(0, n).parallel().forEach(work);
    TrainingState pure = start(updater, parameters);
    for (int step = 1; step < 3; step++) {
      pure = updater.update(pure, sum(step, parameters.length));
    }
    for (Crew crew : List.of(Crew.ALONE, backwards, many)) {
      EpochSteps steps =
          new EpochSteps(start(updater, parameters), new StepPlan(7, 0, 3), updater, crew);
      for (int step = 1; step < 3; step++) {
        steps.take(sum(step, parameters.length));
      }
      assertThat(steps.state()).isEqualTo(pure);
    }
  }

  /** What a step of all of an engine's code allocates does not grow with the network. */
  @Test
  void aStepMakesNoArrays() {
    for (Precision precision : Precision.values()) {
      for (int hidden : List.of(20, 4000)) {
        Problem problem = new Problem(Problem.Head.BINARY, List.of(hidden), precision);
        assertThat(bytesPerStep(problem))
            .as("%d hidden units in %s", hidden, precision)
            .isBetween(1L, 16_000L);
      }
    }
  }

  /** Longer epochs over shorter ones: what is made once an epoch does not count. */
  private static long bytesPerStep(Problem problem) {
    try (StepEngine engine = new LocalEngine(problem.shards(600, 0, 40, 31), problem.evaluator())) {
      List<Long> allocated = new ArrayList<>();
      for (int steps : new int[] {30, 60, 30, 60}) {
        allocated.add(bytes(engine, problem, steps));
      }
      return (allocated.get(3) - allocated.get(2)) / 30;
    }
  }

  private static long bytes(StepEngine engine, Problem problem, int steps) {
    Updater updater = updater(problem, Adam.DEFAULT);
    TrainingState start = start(updater, problem.parameters(7));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    engine.runEpoch(start, new StepPlan(7, 0, steps), updater);
    return threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
  }
}
