package lockstep.loss;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import lockstep.linalg.DoubleMatrix;
import lockstep.linalg.Matrix;
import lockstep.linalg.SplitMix64;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The contract is shown wrong losses, and must see each. */
class LossContractRejectsTest {
  /** The squared error, to be made wrong by what is overridden. */
  private static class Wrong implements Loss {
    private static final long serialVersionUID = 1;
    private final SquaredError right = new SquaredError();

    @Override
    public String name() {
      return "wrong";
    }

    @Override
    public int labelSize(int logits) {
      return logits;
    }

    @Override
    public double evaluate(double[] logits, double[] label, int labelOffset, double[] gradient) {
      return right.evaluate(logits, label, labelOffset, gradient);
    }

    @Override
    public double[] outputs(double[] logits) {
      return logits;
    }
  }

  private static LossContractTest contractOf(Loss wrong) {
    return new LossContractTest() {
      @Override
      Loss loss() {
        return wrong;
      }

      @Override
      double drawLabel(SplitMix64 random, int k) {
        return random.nextInt(2);
      }
    };
  }

  private static void rejects(ThrowingCallable law) {
    assertThatThrownBy(law).isInstanceOf(AssertionError.class);
  }

  @Test
  void aGradientWithoutItsFactorTwo() {
    rejects(
        contractOf(
                new Wrong() {
                  @Override
                  public double evaluate(
                      double[] logits, double[] label, int labelOffset, double[] gradient) {
                    double loss = super.evaluate(logits, label, labelOffset, gradient);
                    for (int i = 0; i < gradient.length; i++) {
                      gradient[i] /= 2;
                    }
                    return loss;
                  }
                })
            ::gradientMatchesCentralDifferences);
  }

  @Test
  void aCrossEntropyOfRoundedProbabilities() {
    rejects(
        contractOf(
                new Wrong() {
                  @Override
                  public double evaluate(
                      double[] logits, double[] label, int labelOffset, double[] gradient) {
                    double sum = 0;
                    for (int i = 0; i < logits.length; i++) {
                      double p = 1 / (1 + Math.exp(-logits[i]));
                      sum -= label[labelOffset + i] == 1 ? Math.log(p) : Math.log(1 - p);
                      gradient[i] = p - label[labelOffset + i];
                    }
                    return sum;
                  }
                })
            ::isFiniteForLogitsFarOut);
  }

  @Test
  void aLossBelowZero() {
    rejects(
        contractOf(
                new Wrong() {
                  @Override
                  public double evaluate(
                      double[] logits, double[] label, int labelOffset, double[] gradient) {
                    return super.evaluate(logits, label, labelOffset, gradient) - 0.01;
                  }
                })
            ::isNotNegative);
  }

  @Test
  void aMeanInPlaceOfTheSum() {
    LossContractTest contract =
        contractOf(
            new Wrong() {
              @Override
              public double sum(
                  Matrix logits, DoubleMatrix labels, DoubleMatrix weights, Matrix gradient) {
                return super.sum(logits, labels, weights, gradient) / logits.columns();
              }
            });
    rejects(contract::sumsOfBlocksAdd);
    rejects(contract::aWeightOfTwoIsTheRowTwice);
    rejects(contract::gradientMatchesCentralDifferences);
  }

  @Test
  void aWeightThatIsOnlyMultiplied() {
    rejects(
        contractOf(
                new Wrong() {
                  @Override
                  public double sum(
                      Matrix logits, DoubleMatrix labels, DoubleMatrix weights, Matrix gradient) {
                    double sum = 0;
                    double[] row = new double[logits.rows()];
                    double[] rowGradient = new double[logits.rows()];
                    for (int j = 0; j < logits.columns(); j++) {
                      for (int i = 0; i < row.length; i++) {
                        row[i] = logits.at(i, j);
                      }
                      int label = labels.offset() + j * labels.rows();
                      double loss = evaluate(row, labels.array(), label, rowGradient);
                      sum += weights.at(0, j) * loss;
                      for (int i = 0; i < row.length; i++) {
                        gradient.set(i, j, weights.at(0, j) * rowGradient[i]);
                      }
                    }
                    return sum;
                  }
                })
            ::aRowOfWeightZeroIsAbsentEvenWhereItsLossOverflows);
  }

  @Test
  void aWeightOfTheFirstRowTakenForAll() {
    LossContractTest contract =
        contractOf(
            new Wrong() {
              @Override
              public double sum(
                  Matrix logits, DoubleMatrix labels, DoubleMatrix weights, Matrix gradient) {
                DoubleMatrix same = DoubleMatrix.zeros(1, logits.columns());
                for (int j = 0; j < logits.columns(); j++) {
                  same.set(0, j, weights.at(0, 0));
                }
                return super.sum(logits, labels, same, gradient);
              }
            });
    rejects(contract::rowsMayComeInAnyOrder);
    rejects(contract::aRowOfWeightZeroIsAbsentEvenWhereItsLossOverflows);
  }

  @Test
  void aSumThatBeginsInTheMiddle() {
    rejects(
        contractOf(
                new Wrong() {
                  @Override
                  public double sum(
                      Matrix logits, DoubleMatrix labels, DoubleMatrix weights, Matrix gradient) {
                    LossRows rows = new LossRows(logits, labels, weights);
                    int half = rows.count() / 2;
                    double all = super.sum(logits, labels, weights, gradient);
                    return half == 0
                        ? all
                        : rows.slice(half, rows.count()).sum(this).loss()
                            + rows.slice(0, half).sum(this).loss();
                  }
                })
            ::manyRowsAreTheRowsOneByOneInTheirOrder);
  }

  @Test
  void labelsWithoutTheirOffset() {
    rejects(
        contractOf(
                new Wrong() {
                  @Override
                  public double evaluate(
                      double[] logits, double[] label, int labelOffset, double[] gradient) {
                    return super.evaluate(logits, label, 0, gradient);
                  }
                })
            ::rowsMayComeInAnyOrder);
  }

  @Test
  void aSumThatOverwritesLogits() {
    rejects(
        contractOf(
                new Wrong() {
                  @Override
                  public double sum(
                      Matrix logits, DoubleMatrix labels, DoubleMatrix weights, Matrix gradient) {
                    double sum = super.sum(logits, labels, weights, gradient);
                    logits.set(0, 0, 0);
                    return sum;
                  }
                })
            ::nothingGivenIsModifiedAndTheGradientMayBeLeftOut);
  }

  @Test
  void aSumInSinglePrecision() {
    rejects(
        contractOf(
                new Wrong() {
                  @Override
                  public double sum(
                      Matrix logits, DoubleMatrix labels, DoubleMatrix weights, Matrix gradient) {
                    double sum = super.sum(logits, labels, weights, gradient);
                    return logits instanceof DoubleMatrix ? sum : (float) sum;
                  }
                })
            ::float32LogitsGiveTheSameSumAndTheGradientRounded);
  }
}
