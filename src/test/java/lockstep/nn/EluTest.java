package lockstep.nn;

class EluTest extends ActivationContractTest {
  @Override
  Activation activation() {
    return new Elu();
  }

  /** Of the second derivative, which central differences over it would show. */
  @Override
  double[] kinks() {
    return new double[] {0};
  }
}
