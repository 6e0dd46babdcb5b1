package lockstep.objective;

import java.io.Serializable;
import lockstep.data.Block;
import lockstep.data.RowNumbers;
import lockstep.linalg.Precision;
import lockstep.loss.Loss;
import lockstep.nn.Dropout;
import lockstep.nn.Network;

/**
 * F(w) = (sum of weight times loss) / (sum of weights) + penalty of w, where the weight of a row is
 * its own times that of its class. With dropout it is another F in each step, by its masks.
 *
 * @param loss of training; rows are judged by its plain form
 * @param standardization of features that are stored as they are: w and the penalty are over
 *     standardised ones
 * @param dropout of the steps of training; rows are judged without
 */
public record Objective(
    Network network,
    Loss loss,
    Penalty penalty,
    ClassWeights classWeights,
    Standardization standardization,
    Dropout dropout)
    implements Serializable {
  /** Checks that the standardization is of this network's features. */
  public Objective {
    int features = standardization.means().length;
    if (!standardization.none() && features != network.inputs()) {
      throw new IllegalArgumentException(
          "Cannot standardise: expected %d features, found %d"
              .formatted(network.inputs(), features));
    }
  }

  /** Over features as they are stored, without dropout. */
  public Objective(Network network, Loss loss, Penalty penalty, ClassWeights classWeights) {
    this(network, loss, penalty, classWeights, Standardization.NONE, Dropout.NONE);
  }

  /** Without class weights and dropout, and with the penalty l2/2 |weights of the layers|^2. */
  public Objective(Network network, Loss loss, double l2) {
    this(network, loss, new Penalty(0, l2), ClassWeights.NONE);
  }

  /** The same with other dropout. */
  public Objective dropping(Dropout other) {
    return new Objective(network, loss, penalty, classWeights, standardization, other);
  }

  /** The same under another penalty. */
  public Objective under(Penalty another) {
    return new Objective(network, loss, another, classWeights, standardization, dropout);
  }

  /** A value of the objective and its gradient [p]. */
  public record Value(double value, double[] gradient) {}

  /** p, the number of parameters. */
  public int parameters() {
    return network.layout().size();
  }

  /**
   * The parameters that rows are computed on with, over features as they are stored: those that
   * {@link GradientPass} and the evaluation of rows take, and a saved model has.
   *
   * @param parameters [p]. Not modified.
   * @return [p]; mostly the argument itself
   */
  public double[] stored(double[] parameters) {
    return standardization.stored(network.layout(), parameters);
  }

  /**
   * The inverse of {@link #stored}: what is trained, of parameters over features as they are
   * stored.
   *
   * @param stored [p]. Not modified.
   * @return [p]; the argument itself if features are left as they are
   */
  public double[] standardised(double[] stored) {
    return standardization.standardised(network.layout(), stored);
  }

  /**
   * The sums of one block, computed in the block's precision, without dropout.
   *
   * @param parameters [p]. Not modified.
   */
  public GradientSum evaluate(double[] parameters, Block block) {
    Precision precision = block.features().precision();
    GradientPass pass =
        new GradientPass(dropping(Dropout.NONE), precision, Math.max(1, block.rows()));
    pass.parameters(stored(parameters));
    pass.begin(ShardSum.whole(precision, parameters()), 0);
    pass.add(block, RowNumbers.from(0));
    return pass.end().inDouble();
  }

  /**
   * The objective from the sums over all its rows: divided once, penalty added.
   *
   * @param parameters [p] at which the sums were taken. Not modified.
   * @param sum whose gradient is whole. Not modified.
   * @throws IllegalArgumentException if the weights sum to 0: there is no mean
   */
  public Value mean(double[] parameters, GradientSum sum) {
    if (!(sum.weightSum() > 0)) {
      throw new IllegalArgumentException(
          "Cannot take the mean over rows whose weights sum to " + sum.weightSum());
    }
    GradientSum copy = sum.copy();
    chain(copy);
    double added = divide(parameters, copy.gradient(), sum.weightSum(), 0, copy.size());
    return new Value(sum.lossSum() / sum.weightSum() + added, copy.gradient());
  }

  /**
   * Makes sums over features as they are stored those over features as they are trained on, in
   * place. Only the owner of the sum may call it.
   *
   * @param sum whose gradient is whole, and modified
   */
  public void chain(GradientSum sum) {
    if (!standardization.none()) {
      standardization.chain(network.layout(), sum.gradient());
    }
  }

  /**
   * The elements {@code from} to {@code to} - 1 of the gradient of the mean, in place: divided by
   * the sum of weights, penalty added.
   *
   * @param parameters [p] at which the sums were taken. Not modified.
   * @param gradient of the sums, after {@link #chain}. Those elements are modified.
   * @param weightSum of the sums, not 0
   * @return the penalty of these parameters
   */
  public double divide(double[] parameters, double[] gradient, double weightSum, int from, int to) {
    for (int i = from; i < to; i++) {
      gradient[i] /= weightSum;
    }
    return penalty.addTo(network.layout(), parameters, gradient, from, to);
  }
}
