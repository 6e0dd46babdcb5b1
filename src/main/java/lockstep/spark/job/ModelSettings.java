package lockstep.spark.job;

import java.util.List;
import java.util.Locale;
import lockstep.config.ConfigException;
import lockstep.config.JobConfig;
import lockstep.config.ModelConfig;
import lockstep.config.TrainConfig;
import lockstep.encode.CountTarget;
import lockstep.encode.RowEncoder;
import lockstep.encode.SparseScaling;
import lockstep.encode.Task;
import lockstep.loss.BinaryCrossEntropy;
import lockstep.loss.CategoricalCrossEntropy;
import lockstep.loss.Huber;
import lockstep.loss.Loss;
import lockstep.loss.Poisson;
import lockstep.loss.SmoothedCrossEntropy;
import lockstep.loss.TunedBinaryCrossEntropy;
import lockstep.model.Losses;
import lockstep.nn.Activation;
import lockstep.nn.Activations;
import lockstep.nn.Dropout;
import lockstep.nn.Initialization;
import lockstep.nn.Network;
import lockstep.nn.ParameterLayout.Slot;
import lockstep.objective.ClassWeights;
import lockstep.objective.Objective;
import lockstep.objective.Penalty;
import lockstep.objective.Standardization;

/** What a job minimises, once its table has told features and labels, and where it starts. */
record ModelSettings(JobConfig config, RowEncoder encoder) {

  Network network() {
    ModelConfig model = config.model();
    List<Activation> activations =
        model.activations().stream()
            .map(activation -> Activations.named(activation.label(), model.leakyReluSlope()))
            .toList();
    return Network.withActivations(
        encoder.features().width(), model.hidden(), activations, encoder.target().outputs());
  }

  /**
   * The objective of training.
   *
   * @param scaling of the features that are stored as they stand
   */
  Objective objective(TrainingLabels labels, SparseScaling scaling) {
    TrainConfig train = config.train();
    return new Objective(
        network(),
        loss(labels.positiveWeights(train.positiveWeight())),
        new Penalty(train.l1(), train.l2()),
        new ClassWeights(labels.classWeights(train.classWeight())),
        new Standardization(scaling.means(), scaling.deviations()),
        new Dropout(config.model().dropouts()));
  }

  private Loss loss(List<Double> positiveWeights) {
    Task task = encoder.target().task();
    requireFitting(config.train().loss(), task);
    Loss loss =
        switch (config.train().loss()) {
          case AUTO, CROSS_ENTROPY -> Losses.of(task);
          case SQUARED_ERROR -> Losses.squaredError(task);
          case HUBER -> new Huber(config.train().huberDelta());
          case POISSON ->
              new Poisson(encoder.target() instanceof CountTarget target && target.hasOffset());
        };
    return tuned(loss, config.train().labelSmoothing(), positiveWeights);
  }

  /** The job file is checked when it is read; a task that the labels decide, only now. */
  private static void requireFitting(TrainConfig.Loss asked, Task task) {
    boolean fits =
        switch (asked) {
          case AUTO -> true;
          case CROSS_ENTROPY -> task != Task.REGRESSION;
          case SQUARED_ERROR -> task == Task.REGRESSION || task == Task.BINARY;
          case HUBER, POISSON -> task == Task.REGRESSION;
        };
    if (!fits) {
      throw new ConfigException(
          "Cannot train with train.loss %s: expected a loss for %s, which the labels make the task"
              .formatted(word(asked), word(task)));
    }
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private Loss tuned(Loss loss, double smoothing, List<Double> positiveWeights) {
    if (smoothing == 0 && positiveWeights.isEmpty()) {
      return loss;
    }
    if (loss instanceof CategoricalCrossEntropy) {
      return new SmoothedCrossEntropy(smoothing);
    }
    if (loss instanceof BinaryCrossEntropy) {
      double[] weights = new double[encoder.target().outputs()];
      java.util.Arrays.setAll(weights, i -> positiveWeights.isEmpty() ? 1 : positiveWeights.get(i));
      return new TunedBinaryCrossEntropy(smoothing, weights);
    }
    throw new ConfigException(
        "Cannot tune the loss %s by train.label-smoothing or train.positive-weight: expected cross-entropy"
            .formatted(loss.name()));
  }

  /** The parameters before the first step, [p]. */
  double[] start(TrainingLabels labels) {
    Network network = network();
    Initialization initialization =
        config.model().initialization() == ModelConfig.Initialization.AUTO
            ? Initialization.of(network)
            : Initialization.valueOf(config.model().initialization().name());
    double[] parameters = initialization.start(network, config.seed());
    if (config.model().initOutputBias()) {
      TrainConfig train = config.train();
      List<Double> weights =
          encoder.target().task() == Task.MULTILABEL
              ? labels.positiveWeights(train.positiveWeight())
              : labels.classWeights(train.classWeight());
      double[] biases = labels.logOdds(weights);
      List<Slot> slots = network.layout().slots();
      System.arraycopy(
          biases, 0, parameters, slots.get(slots.size() - 1).biasOffset(), biases.length);
    }
    return parameters;
  }
}
