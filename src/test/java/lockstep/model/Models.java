package lockstep.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lockstep.encode.Categories;
import lockstep.encode.CategoryColumn;
import lockstep.encode.ClassTarget;
import lockstep.encode.Classes;
import lockstep.encode.ExampleWeight;
import lockstep.encode.FeatureEncoder;
import lockstep.encode.MultilabelTarget;
import lockstep.encode.NumericColumn;
import lockstep.encode.RawValues;
import lockstep.encode.RegressionTarget;
import lockstep.encode.RowEncoder;
import lockstep.encode.Scaling;
import lockstep.encode.TargetEncoder;
import lockstep.encode.Task;
import lockstep.linalg.Precision;
import lockstep.linalg.SplitMix64;
import lockstep.loss.Loss;
import lockstep.nn.LeakyRelu;
import lockstep.nn.Network;

/**
 * Models with known or seeded parameters over one small table: {@code age} (missing: 50; mean 40,
 * scale 10) and {@code smokes} (no, yes or missing).
 */
final class Models {
  static final RawValues NULLS = new RawValues(List.of("", "N/A"));
  static final ExampleWeight UNWEIGHTED = new ExampleWeight(List.of(), NULLS);

  private Models() {}

  static FeatureEncoder features() {
    return new FeatureEncoder(
        NULLS,
        List.of(
            new NumericColumn("age", new Scaling(50, 40, 10)),
            new CategoryColumn("smokes", new Categories(List.of("no", "yes")), true, false)),
        List.of("constant"));
  }

  static TargetEncoder target(Task task) {
    return switch (task) {
      case BINARY ->
          new ClassTarget(task, "stroke", new Classes(List.of("0", "1")), List.of(9L, 1L), NULLS);
      case MULTICLASS ->
          new ClassTarget(
              task, "kind", new Classes(List.of("a", "b", "ç")), List.of(1L, 2L, 3L), NULLS);
      case MULTILABEL -> new MultilabelTarget(List.of("happy", "sad"), List.of(5L, 5L), NULLS);
      case REGRESSION ->
          new RegressionTarget(
              List.of("price"), List.of(new Scaling(0, 1000, 200)), List.of(10L), NULLS);
    };
  }

  /**
   * No hidden layer: logits are {@code W x + b}, parameters as the layout of one layer has them.
   */
  static TrainedModel linear(Task task, double threshold, double... parameters) {
    return model(task, List.of(), Precision.FLOAT64, threshold, parameters);
  }

  /** Two hidden layers with parameters drawn from a seed. */
  static TrainedModel network(Task task, Precision precision) {
    List<Integer> hidden = List.of(7, 5);
    int size = network(target(task), hidden).layout().size();
    SplitMix64 random = new SplitMix64(11);
    double[] parameters = new double[size];
    for (int i = 0; i < size; i++) {
      parameters[i] = 2 * random.nextDouble() - 1;
    }
    return model(task, hidden, precision, 0.5, parameters);
  }

  private static TrainedModel model(
      Task task, List<Integer> hidden, Precision precision, double threshold, double[] parameters) {
    TargetEncoder target = target(task);
    Loss loss = Losses.of(task);
    RowEncoder encoder = new RowEncoder(features(), target, UNWEIGHTED);
    return new TrainedModel(
        encoder, network(target, hidden), loss, precision, threshold, parameters);
  }

  private static Network network(TargetEncoder target, List<Integer> hidden) {
    return Network.of(
        features().width(), hidden, new LeakyRelu(LeakyRelu.DEFAULT_SLOPE), target.outputs());
  }

  static Path save(ModelFiles files, Path folder) {
    try {
      Files.createDirectories(folder);
      for (var file : files.byName().entrySet()) {
        Files.write(folder.resolve(file.getKey()), file.getValue());
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
