package lockstep.linalg;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExponentialsTest {
  private static final double[] EDGES = {
    0,
    -0.0,
    -1e-300,
    -708.3964185322640,
    -708.3964185322642,
    -709,
    -1e18,
    -1e300,
    Double.NEGATIVE_INFINITY,
    Double.NaN
  };

  @Test
  void manyTogetherHaveTheBitsOfEachAlone() {
    int count = 3000;
    SplitMix64 random = new SplitMix64(1);
    Exponentials exponentials = Exponentials.ofThisThread();
    double[] x = exponentials.exponents(count);
    for (int i = 0; i < count; i++) {
      x[i] = i < EDGES.length ? EDGES[i] : -random.nextDouble() * (i % 2 == 0 ? 1 : 720);
    }
    exponentials.run(count);
    for (int i = 0; i < count; i++) {
      double power = (1 + exponentials.fractions()[i]) * exponentials.scales()[i];
      assertThat(Double.compare(power, PortableMath.exp(x[i]))).as("e^%s", x[i]).isZero();
    }
  }

  @Test
  void aShorterRunLeavesTheRestAlone() {
    Exponentials exponentials = Exponentials.ofThisThread();
    exponentials.exponents(5)[4] = -3;
    exponentials.scales()[4] = 99;
    exponentials.run(4);
    assertThat(exponentials.exponents(3)[4]).isEqualTo(-3);
    assertThat(exponentials.scales()[4]).isEqualTo(99);
  }

  @Test
  void eachThreadHasItsOwn() throws InterruptedException {
    Exponentials[] other = new Exponentials[1];
    Thread thread = new Thread(() -> other[0] = Exponentials.ofThisThread());
    thread.start();
    thread.join();
    assertThat(other[0]).isNotNull().isNotSameAs(Exponentials.ofThisThread());
    assertThat(Exponentials.ofThisThread()).isSameAs(Exponentials.ofThisThread());
  }
}
