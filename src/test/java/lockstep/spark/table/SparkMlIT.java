package lockstep.spark.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lockstep.data.StepPlan;
import lockstep.linalg.Precision;
import lockstep.linalg.SplitMix64;
import lockstep.loss.BinaryCrossEntropy;
import lockstep.metric.ClassificationSums;
import lockstep.nn.LeakyRelu;
import lockstep.nn.Network;
import lockstep.objective.Objective;
import lockstep.optim.LearningRate;
import lockstep.optim.Sgd;
import lockstep.spark.SharedSpark;
import lockstep.train.EarlyStopping;
import lockstep.train.Evaluator;
import lockstep.train.LocalEngine;
import lockstep.train.Trainer;
import lockstep.train.TrainingResult;
import lockstep.train.Updater;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The prepared table's columns are Spark ML's own: its estimators fit on them as they are. */
class SparkMlIT {
  private static final double L2 = 0.05;

  @TempDir Path folder;

  private Path table() throws IOException {
    SplitMix64 random = new SplitMix64(9);
    List<String> lines = new ArrayList<>(List.of("a,b,colour,w,label"));
    for (int row = 0; row < 600; row++) {
      double a = random.nextGaussian();
      double b = random.nextGaussian();
      int colour = random.nextInt(3);
      double logit = 1.5 * a - b + colour - 1;
      int label = random.nextDouble() < 1 / (1 + Math.exp(-logit)) ? 1 : 0;
      lines.add(
          "%s,%s,%s,%d,%d"
              .formatted(a, b, List.of("red", "green", "blue").get(colour), 1 + row % 3, label));
    }
    return Files.write(folder.resolve("t.csv"), lines);
  }

  /** Both minimise the weighted mean of the log-loss plus l2/2 |w|^2, to its one minimum. */
  @Test
  void logisticRegressionOfMllibFindsOurMinimum() throws IOException {
    try (PreparedTable table =
        Preparing.table(table()).weight("w").standardised().shares(0.7, 0.1, 0.2).prepare()) {
      Dataset<Row> train = table.toDataFrame(SharedSpark.session()).filter("split = 'train'");
      LogisticRegressionModel theirs =
          new LogisticRegression()
              .setWeightCol("weight")
              .setRegParam(L2)
              .setStandardization(false)
              .setTol(1e-12)
              .setMaxIter(500)
              .fit(train);
      double[] ours = trained(table);
      double[] coefficients = theirs.coefficients().toArray();
      assertThat(ours).hasSize(coefficients.length + 1);
      for (int i = 0; i < coefficients.length; i++) {
        assertThat(ours[i]).isCloseTo(coefficients[i], within(1e-6));
      }
      assertThat(ours[coefficients.length]).isCloseTo(theirs.intercept(), within(1e-6));
      assertThat(coefficients[0]).isGreaterThan(0.5);
    }
  }

  private static double[] trained(PreparedTable table) {
    int width = table.encoder().features().width();
    Objective objective =
        new Objective(
            Network.of(width, List.of(), new LeakyRelu(0), 1), new BinaryCrossEntropy(), L2);
    Evaluator evaluator =
        new Evaluator(
            objective,
            Precision.FLOAT64,
            ClassificationSums.binary(0.5),
            List.of("0", "1"),
            true,
            null);
    try (LocalEngine engine = new LocalEngine(table.shards().collect(), evaluator)) {
      Updater updater = new Updater(objective, new Sgd(), LearningRate.constant(1));
      Trainer trainer = new Trainer(engine, updater, 1, 600, EarlyStopping.OFF);
      TrainingResult result =
          trainer.fit(trainer.start(1, new double[width + 1]), (epoch, state) -> {});
      double slope =
          norm(
              objective
                  .mean(
                      result.parameters(),
                      engine.sum(result.parameters(), new StepPlan(1, 0, 1), 0))
                  .gradient());
      assertThat(slope).as("norm of the gradient where training ended").isLessThan(1e-7);
      return result.parameters();
    }
  }

  private static double norm(double[] vector) {
    double squares = 0;
    for (double element : vector) {
      squares += element * element;
    }
    return Math.sqrt(squares);
  }
}
