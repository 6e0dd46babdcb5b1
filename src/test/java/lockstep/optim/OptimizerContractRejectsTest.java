package lockstep.optim;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The contract is shown wrong optimizers, and must see each. */
class OptimizerContractRejectsTest {
  /** Momentum, to be made wrong by what is overridden. */
  private static class Wrong implements Optimizer {
    private static final long serialVersionUID = 1;
    private final Momentum right = new Momentum(0.9);

    @Override
    public String name() {
      return "wrong";
    }

    @Override
    public OptimizerState init(int parameters) {
      return right.init(parameters);
    }

    @Override
    public void move(
        double[] parameters,
        double[] gradient,
        OptimizerState state,
        double learningRate,
        int from,
        int to) {
      right.move(parameters, gradient, state, learningRate, from, to);
    }
  }

  private static OptimizerContractTest contractOf(Optimizer wrong) {
    return new OptimizerContractTest() {
      @Override
      Optimizer optimizer() {
        return wrong;
      }

      @Override
      double learningRate() {
        return 0.05;
      }
    };
  }

  private static void rejects(ThrowingCallable law) {
    assertThatThrownBy(law).isInstanceOf(AssertionError.class);
  }

  @Test
  void aSignTheWrongWayRound() {
    rejects(
        contractOf(
                new Wrong() {
                  @Override
                  public Update update(
                      double[] parameters, double[] gradient, OptimizerState state, double rate) {
                    return super.update(parameters, gradient, state, -rate);
                  }
                })
            ::minimisesAQuadratic);
  }

  @Test
  void anUpdateInPlace() {
    OptimizerContractTest contract =
        contractOf(
            new Wrong() {
              @Override
              public Update update(
                  double[] parameters, double[] gradient, OptimizerState state, double rate) {
                for (int i = 0; i < parameters.length; i++) {
                  state.moments()[0][i] = 0.9 * state.moments()[0][i] - rate * gradient[i];
                  parameters[i] += state.moments()[0][i];
                }
                return new Update(
                    parameters, new OptimizerState(state.updates() + 1, state.moments()));
              }
            });
    rejects(contract::noArgumentIsModified);
    rejects(contract::theSameArgumentsGiveTheSameUpdate);
  }

  @Test
  void aVelocityKeptInTheOptimizer() {
    OptimizerContractTest contract =
        contractOf(
            new Wrong() {
              private OptimizerState hidden = init(4);

              @Override
              public Update update(
                  double[] parameters, double[] gradient, OptimizerState state, double rate) {
                Update update = super.update(parameters, gradient, hidden, rate);
                hidden = update.state();
                return new Update(
                    update.parameters(), new OptimizerState(state.updates() + 1, state.moments()));
              }
            });
    rejects(contract::theSameArgumentsGiveTheSameUpdate);
    rejects(contract::resumingFromAKeptStateEqualsGoingOn);
  }

  @Test
  void updatesThatAreNotCounted() {
    rejects(
        contractOf(
                new Wrong() {
                  @Override
                  public Update update(
                      double[] parameters, double[] gradient, OptimizerState state, double rate) {
                    Update update = super.update(parameters, gradient, state, rate);
                    return new Update(
                        update.parameters(), new OptimizerState(0, update.state().moments()));
                  }
                })
            ::updatesAreCounted);
  }

  @Test
  void aDivisionByAGradientOfZero() {
    rejects(
        contractOf(
                new Wrong() {
                  @Override
                  public Update update(
                      double[] parameters, double[] gradient, OptimizerState state, double rate) {
                    double[] signs = new double[gradient.length];
                    java.util.Arrays.setAll(signs, i -> gradient[i] / Math.abs(gradient[i]));
                    return super.update(parameters, signs, state, rate);
                  }
                })
            ::withoutAGradientNothingStarts);
  }

  @Test
  void aGradientThatIsSilentlySkipped() {
    rejects(
        contractOf(
                new Wrong() {
                  @Override
                  public Update update(
                      double[] parameters, double[] gradient, OptimizerState state, double rate) {
                    double[] finite = new double[gradient.length];
                    java.util.Arrays.setAll(
                        finite, i -> Double.isFinite(gradient[i]) ? gradient[i] : 0);
                    return super.update(parameters, finite, state, rate);
                  }
                })
            ::aGradientThatIsNotANumberStaysVisible);
  }

  @Test
  void aStateThatStartsAtOne() {
    rejects(
        contractOf(
                new Wrong() {
                  @Override
                  public OptimizerState init(int parameters) {
                    double[] ones = new double[parameters];
                    java.util.Arrays.fill(ones, 1);
                    return new OptimizerState(0, ones);
                  }
                })
            ::theStateBeforeTheFirstUpdateIsZero);
  }

  @Test
  void aPieceThatIsNotOfTheUpdate() {
    rejects(
        contractOf(
                new Wrong() {
                  @Override
                  public void move(
                      double[] parameters,
                      double[] gradient,
                      OptimizerState state,
                      double rate,
                      int from,
                      int to) {
                    super.move(parameters, gradient, state, rate, 0, to);
                  }
                })
            ::anUpdateMayBeMadeInPieces);
  }
}
