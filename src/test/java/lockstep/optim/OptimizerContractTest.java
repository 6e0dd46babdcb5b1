package lockstep.optim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import lockstep.SerializedCopy;
import lockstep.optim.Optimizer.Update;
import org.junit.jupiter.api.Test;

/** The laws of an {@link Optimizer}; a subclass names one and a rate that suits the quadratic. */
abstract class OptimizerContractTest {
  private static final double[] CURVATURE = {1, 3, 0.5, 2};
  private static final double[] MINIMUM = {1, -2, 0.25, 4};
  private static final double[] START = {3, 1, -1, 0};
  private static final int P = 4;

  /** The optimizer under test. */
  abstract Optimizer optimizer();

  /** A rate at which the quadratic with curvatures 0.5 to 3 is minimised in 2000 updates. */
  abstract double learningRate();

  /** The rate of an update counted from 0, for an optimizer whose steps must shrink. */
  double learningRate(long update) {
    return learningRate();
  }

  /** The same optimizer where the gradient alone moves parameters. */
  Optimizer withoutDecay() {
    return optimizer();
  }

  /** f(x) = sum of c_i (x_i - m_i)^2 / 2. */
  private static double quadratic(double[] x) {
    double sum = 0;
    for (int i = 0; i < P; i++) {
      sum += CURVATURE[i] * (x[i] - MINIMUM[i]) * (x[i] - MINIMUM[i]) / 2;
    }
    return sum;
  }

  private static double[] gradient(double[] x) {
    double[] gradient = new double[P];
    Arrays.setAll(gradient, i -> CURVATURE[i] * (x[i] - MINIMUM[i]));
    return gradient;
  }

  private Update start() {
    return new Update(START.clone(), optimizer().init(P));
  }

  private Update descend(Update from, int updates) {
    return descend(optimizer(), from, updates);
  }

  private Update descend(Optimizer optimizer, Update from, int updates) {
    Update at = from;
    for (int i = 0; i < updates; i++) {
      double rate = learningRate(at.state().updates());
      at = optimizer.update(at.parameters(), gradient(at.parameters()), at.state(), rate);
    }
    return at;
  }

  @Test
  void minimisesAQuadratic() {
    double before = quadratic(START);
    assertThat(quadratic(descend(withoutDecay(), start(), 1).parameters())).isLessThan(before);
    assertThat(quadratic(descend(withoutDecay(), start(), 2000).parameters()))
        .isLessThan(1e-8 * before);
  }

  @Test
  void noArgumentIsModified() {
    Update at = descend(start(), 3);
    double[] parameters = at.parameters().clone();
    double[] gradient = gradient(parameters);
    double[] sameGradient = gradient.clone();
    OptimizerState state = SerializedCopy.of(at.state());
    Update next = optimizer().update(at.parameters(), gradient, at.state(), learningRate());
    assertThat(at.parameters()).isEqualTo(parameters);
    assertThat(gradient).isEqualTo(sameGradient);
    assertThat(at.state()).isEqualTo(state);
    assertThat(next.parameters()).isNotEqualTo(parameters);
    // Nor does what comes out share an array with what went in: a later step cannot reach back.
    for (double[] moment : next.state().moments()) {
      assertThat(moment).isNotSameAs(gradient);
      assertThat(Arrays.stream(at.state().moments())).noneMatch(before -> before == moment);
    }
  }

  @Test
  void theSameArgumentsGiveTheSameUpdate() {
    Update at = descend(start(), 3);
    double[] gradient = gradient(at.parameters());
    Update first = optimizer().update(at.parameters(), gradient, at.state(), learningRate());
    // Copies, so that an update in place does not compare equal to itself.
    double[] parameters = first.parameters().clone();
    OptimizerState state = SerializedCopy.of(first.state());
    descend(start(), 5);
    Update again = optimizer().update(at.parameters(), gradient, at.state(), learningRate());
    assertThat(again.parameters()).isEqualTo(parameters);
    assertThat(again.state()).isEqualTo(state).hasSameHashCodeAs(state);
  }

  @Test
  void anUpdateMayBeMadeInPieces() {
    Update at = descend(start(), 3);
    double[] gradient = gradient(at.parameters());
    Update whole = optimizer().update(at.parameters(), gradient, at.state(), learningRate());
    Update pieces = new Update(at.parameters().clone(), at.state().copy());
    for (int[] piece : new int[][] {{1, 3}, {3, P}, {0, 1}}) {
      optimizer()
          .move(pieces.parameters(), gradient, pieces.state(), learningRate(), piece[0], piece[1]);
    }
    assertThat(pieces.parameters()).isEqualTo(whole.parameters());
    assertThat(pieces.state().counted()).isEqualTo(whole.state());
  }

  @Test
  void resumingFromAKeptStateEqualsGoingOn() {
    Update kept = descend(start(), 7);
    Update arrived =
        new Update(SerializedCopy.of(kept.parameters()), SerializedCopy.of(kept.state()));
    Update wentOn = descend(start(), 20);
    Update resumed = descend(arrived, 13);
    assertThat(resumed.parameters()).isEqualTo(wentOn.parameters());
    assertThat(resumed.state()).isEqualTo(wentOn.state());
  }

  @Test
  void theStateBeforeTheFirstUpdateIsZero() {
    OptimizerState state = optimizer().init(P);
    assertThat(state.updates()).isZero();
    for (double[] moment : state.moments()) {
      assertThat(moment).hasSize(P).containsOnly(0);
    }
    assertThat(optimizer().init(P)).isEqualTo(state);
  }

  @Test
  void updatesAreCounted() {
    assertThat(descend(start(), 5).state().updates()).isEqualTo(5);
  }

  @Test
  void withoutAGradientNothingStarts() {
    Update at = start();
    for (int i = 0; i < 3; i++) {
      at = withoutDecay().update(at.parameters(), new double[P], at.state(), learningRate());
      assertThat(at.parameters()).isEqualTo(START);
    }
  }

  @Test
  void withoutALearningRateNothingStarts() {
    Update at = optimizer().update(START, gradient(START), optimizer().init(P), 0);
    assertThat(at.parameters()).isEqualTo(START);
  }

  @Test
  void aGradientThatIsNotANumberStaysVisible() {
    double[] gradient = {1, Double.NaN, 1, 1};
    Update at = optimizer().update(START, gradient, optimizer().init(P), learningRate());
    assertThat(at.parameters()[1]).isNaN();
  }

  @Test
  void arrivesAsItWasSent() {
    assertThat(SerializedCopy.of(optimizer())).isEqualTo(optimizer());
    assertThat(optimizer().name()).matches("[a-z]+(-[a-z]+)*");
  }
}
