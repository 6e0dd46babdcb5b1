package lockstep.nn;

class LinearTest extends ActivationContractTest {
  @Override
  Activation activation() {
    return new Linear();
  }
}
