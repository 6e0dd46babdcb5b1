package lockstep.bench;

import java.util.List;
import lockstep.optim.LearningRate;
import org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel;

/**
 * The time until a network classifies well enough. Each side first finds how many epochs or
 * iterations it needs; what is timed is that many and nothing else, so that nobody pays for being
 * judged.
 */
final class TimeToQuality {
  private static final double ACCURACY = 0.918;
  private static final List<Integer> ITERATIONS = List.of(15, 20, 25, 30, 35, 40, 50, 60, 80, 100);

  private TimeToQuality() {}

  /** Training accuracy of 0.918, over MLlib's network of the same shape. */
  static void accuracy(Lab lab, NetworkCase of, Rows rows, MllibPeers mllib) {
    Training training = of.training();
    Course adam = Course.adam("", rows, training, LearningRate.constant(training.rate()));
    double goal = lab.options().quick() ? 0.5 : ACCURACY;
    Needed needed =
        Needed.until(
            lab,
            adam,
            Needed.mostEpochs(lab),
            (learner, engine) -> learner.judge(engine).value("accuracy").orElse(0),
            accuracy -> accuracy >= goal);
    String what = "time to train accuracy " + goal;
    Contestant ours = adam.epochs(lab, needed.epochs());
    if (!lab.races("mllib")) {
      Race race = lab.raceAndClose(List.of(ours));
      lab.report().add(Figure.of(of.name(), what + ", " + ours.name(), race, ours.name()));
      return;
    }
    // Too slow to repeat: MLlib runs once, and Lockstep once beside it after a warm-up.
    ours.round();
    List<Integer> tried = lab.options().quick() ? List.of(2) : ITERATIONS;
    for (int iterations : tried) {
      long begun = System.nanoTime();
      MultilayerPerceptronClassificationModel model =
          mllib.perceptron(training.hidden(), iterations);
      double milliseconds = (System.nanoTime() - begun) / 1e6;
      double accuracy = mllib.accuracy(model);
      if (accuracy >= goal || iterations == tried.get(tried.size() - 1)) {
        double time = ours.round();
        lab.report()
            .add(
                Figure.single(of.name(), what + ", MLlib MLP", "ms", milliseconds)
                    .noting(
                        "%d iterations, accuracy %.4f, measured once"
                            .formatted(iterations, accuracy)));
        lab.report()
            .add(
                needed.judge(
                    Figure.single(of.name(), what + ", " + ours.name(), "ms", time)
                        .over("MLlib MLP", time / milliseconds),
                    1.0 / 30));
        return;
      }
    }
  }
}
