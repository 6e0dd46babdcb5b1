package lockstep.objective;

import java.io.Serializable;
import lockstep.data.Block;
import lockstep.loss.Loss;
import lockstep.nn.Network;

/**
 * F(w) = (sum of weight times loss) / (sum of weights) + penalty of w, where the weight of a row is
 * its own times that of its class.
 *
 * @param loss of training; rows are judged by its plain form
 * @param standardization of features that are stored as they are: w and the penalty are over
 *     standardised ones
 */
public record Objective(
    Network network,
    Loss loss,
    Penalty penalty,
    ClassWeights classWeights,
    Standardization standardization)
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

  /** Over features as they are stored. */
  public Objective(Network network, Loss loss, Penalty penalty, ClassWeights classWeights) {
    this(network, loss, penalty, classWeights, Standardization.NONE);
  }

  /** Without class weights, and with the penalty l2/2 |weights of the layers|^2. */
  public Objective(Network network, Loss loss, double l2) {
    this(network, loss, new Penalty(0, l2), ClassWeights.NONE);
  }

  /** The same under another penalty. */
  public Objective under(Penalty another) {
    return new Objective(network, loss, another, classWeights, standardization);
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
   * The sums of one block, computed in the block's precision.
   *
   * @param parameters [p]. Not modified.
   */
  public GradientSum evaluate(double[] parameters, Block block) {
    GradientPass pass =
        new GradientPass(this, block.features().precision(), Math.max(1, block.rows()));
    pass.parameters(stored(parameters));
    pass.begin(new double[parameters()]);
    pass.add(block);
    return pass.end();
  }

  /**
   * The objective from the sums over all its rows: divided once, penalty added.
   *
   * @param parameters [p] at which the sums were taken. Not modified.
   * @param sum whose gradient is whole. Not modified.
   * @throws IllegalArgumentException if the weights sum to 0: there is no mean
   */
  public Value mean(double[] parameters, GradientSum sum) {
    return meanInPlace(parameters, sum.copy());
  }

  /**
   * The same, its gradient held in the sum's array. Only the owner of the sum may call it.
   *
   * @param parameters [p] at which the sums were taken. Not modified.
   * @param sum whose gradient is whole, and overwritten
   * @throws IllegalArgumentException if the weights sum to 0: there is no mean
   */
  public Value meanInPlace(double[] parameters, GradientSum sum) {
    if (!(sum.weightSum() > 0)) {
      throw new IllegalArgumentException(
          "Cannot take the mean over rows whose weights sum to " + sum.weightSum());
    }
    double[] gradient = sum.gradient();
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] /= sum.weightSum();
    }
    standardization.chain(network.layout(), gradient);
    double added = penalty.addTo(network.layout(), parameters, gradient);
    return new Value(sum.lossSum() / sum.weightSum() + added, gradient);
  }
}
