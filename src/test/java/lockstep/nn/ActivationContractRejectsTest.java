package lockstep.nn;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import lockstep.linalg.Matrix;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The contract is shown wrong activations, and must see each. */
class ActivationContractRejectsTest {
  /** The hyperbolic tangent, to be made wrong by what is overridden. */
  private static class Wrong implements Activation {
    private static final long serialVersionUID = 1;

    @Override
    public String name() {
      return "tanh";
    }

    @Override
    public double value(double z) {
      return Math.tanh(z);
    }

    @Override
    public double derivative(double z, double value) {
      return 1 - value * value;
    }
  }

  private static ActivationContractTest contractOf(Activation wrong) {
    return new ActivationContractTest() {
      @Override
      Activation activation() {
        return wrong;
      }
    };
  }

  private static void rejects(ThrowingCallable law) {
    assertThatThrownBy(law).isInstanceOf(AssertionError.class);
  }

  @Test
  void aDerivativeTakenForThatOfTheSigmoid() {
    rejects(
        contractOf(
                new Wrong() {
                  @Override
                  public double derivative(double z, double value) {
                    return value * (1 - value);
                  }
                })
            ::derivativeMatchesCentralDifferences);
  }

  @Test
  void anExponentialThatOverflows() {
    rejects(
        contractOf(
                new Wrong() {
                  @Override
                  public double value(double z) {
                    return (Math.exp(z) - Math.exp(-z)) / (Math.exp(z) + Math.exp(-z));
                  }
                })
            ::valueAndDerivativeAreFiniteForEveryInput);
  }

  @Test
  void aFunctionThatFalls() {
    rejects(
        contractOf(
                new Wrong() {
                  @Override
                  public double value(double z) {
                    return Math.sin(z);
                  }
                })
            ::valuesDoNotFall);
  }

  @Test
  void aComparisonThatHidesNotANumber() {
    rejects(
        contractOf(
                new Wrong() {
                  @Override
                  public double value(double z) {
                    return z > 0 ? z : 0;
                  }
                })
            ::whatIsNotANumberStaysVisible);
  }

  @Test
  void aFasterLoopThatComputesSomethingElse() {
    ActivationContractTest contract =
        contractOf(
            new Wrong() {
              @Override
              public void forward(Matrix z, Matrix a) {
                for (int j = 0; j < z.columns(); j++) {
                  a.set(0, j, z.at(0, j) / (1 + Math.abs(z.at(0, j))));
                }
              }
            });
    rejects(contract::loopsInDoubleGiveValueAndDerivative);
    rejects(contract::loopsInFloatGiveTheSameRounded);
  }

  @Test
  void aLoopThatForgetsWhereItsViewStarts() {
    rejects(
        contractOf(
                new Wrong() {
                  @Override
                  public void backward(Matrix z, Matrix a, Matrix gradient) {
                    Matrix whole = gradient.view(-gradient.offset(), 1, gradient.columns());
                    super.backward(z, a, whole);
                  }
                })
            ::nothingOutsideTheViewsIsWritten);
  }

  @Test
  void aNameThatIsAnotherActivations() {
    rejects(contractOf(new Wrong())::isFoundByItsName);
  }
}
