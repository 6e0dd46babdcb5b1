package lockstep.train;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import lockstep.data.Block;
import lockstep.data.Shard;
import lockstep.linalg.Columns;
import lockstep.linalg.DoubleMatrix;
import lockstep.linalg.Matrix;
import lockstep.linalg.Precision;
import lockstep.loss.Loss;
import lockstep.metric.EvaluationSums;
import lockstep.metric.Metrics;
import lockstep.metric.Ranking;
import lockstep.metric.ScoreBuffer;
import lockstep.metric.ScoreRun;
import lockstep.metric.TaskSums;
import lockstep.nn.Pass;
import lockstep.objective.Objective;

/**
 * Judges parameters on the rows of shards. Whatever the precision of training, rows are scored in
 * double, on the stored features and the parameters rounded to the training's precision: what the
 * saved model computes, so that a run's metrics are those of its predictions.
 *
 * @param objective whose network and plain loss are used; penalty and class weights are not
 * @param precision of the training
 * @param task sums of no rows for the task's metrics
 * @param labels names of the classes, labels or targets
 * @param ranked whether the rows are to be ranked by score: a binary task
 * @param unit of a regression's targets, or null where they are not scaled
 */
public record Evaluator(
    Objective objective,
    Precision precision,
    TaskSums task,
    List<String> labels,
    boolean ranked,
    TargetUnit unit)
    implements Serializable {

  /**
   * One pass over the rows of a shard.
   *
   * @param parameters [p] over features as they are stored. Not modified.
   */
  public ShardEvaluation evaluate(double[] parameters, Shard shard) {
    RowSums rows = new RowSums();
    if (shard.rows() > 0) {
      Matrix rounded = Matrix.zeros(precision, parameters.length, 1);
      rounded.load(parameters);
      DoubleMatrix weights = DoubleMatrix.zeros(parameters.length, 1);
      rounded.addTo(weights.array());
      Scorer scorer = new Scorer(weights, shard);
      shard.blocks().forEach(block -> scorer.score(block, rows));
    }
    ScoreRun scores = ranked ? rows.scores.toRun() : ScoreRun.empty();
    EvaluationSums sums =
        new EvaluationSums(shard.rows(), rows.weightSum, rows.lossSum, rows.counts);
    return new ShardEvaluation(sums, scores);
  }

  /** The metrics of all rows of a split. */
  public Metrics metrics(EvaluationSums sums, Ranking ranking) {
    Metrics metrics = sums.metrics(labels);
    return ranked ? metrics.with(ranking) : metrics;
  }

  /** Blocks through the network in double, in batches always cut the same way. */
  private final class Scorer {
    private final DoubleMatrix parameters;
    private final Columns features;
    private final Pass pass;

    Scorer(DoubleMatrix parameters, Shard shard) {
      Columns first = shard.blocks().get(0).features();
      int rows = Math.min(ShardPass.BATCH_ROWS, first.columns());
      this.parameters = parameters;
      this.features = first.zerosLike(Precision.FLOAT64, rows);
      this.pass = new Pass(objective.network(), Precision.FLOAT64, rows);
    }

    void score(Block block, RowSums sums) {
      for (int from = 0; from < block.rows(); from += pass.capacity()) {
        Block batch = block.slice(from, Math.min(pass.capacity(), block.rows() - from));
        batch.features().copyColumns(0, batch.rows(), features, 0);
        Columns copy = features.columns(0, batch.rows());
        sums.add(objective.network().forward(parameters, copy, pass), batch);
      }
    }
  }

  /** The running sums of one shard. */
  private final class RowSums {
    private final Loss loss = objective.loss().plain();
    private final int labelSize = loss.labelSize(objective.network().outputs());
    private final double[] logits = new double[objective.network().outputs()];
    private final double[] gradient = new double[logits.length];
    private final double[] label = new double[labelSize];
    private final TaskSums counts = task.empty();
    private final ScoreBuffer scores = ranked ? new ScoreBuffer() : null;
    private double lossSum;
    private double weightSum;

    void add(Matrix batchLogits, Block batch) {
      for (int j = 0; j < batch.rows(); j++) {
        batchLogits.readColumn(j, logits);
        int start = batch.labels().offset() + j * labelSize;
        System.arraycopy(batch.labels().array(), start, label, 0, labelSize);
        addRow(batch.weights().at(0, j));
      }
    }

    private void addRow(double weight) {
      weightSum += weight;
      if (weight > 0) {
        lossSum += weight * loss.evaluate(logits, label, 0, gradient);
      }
      if (ranked) {
        scores.add(logits[0], label[0], weight);
      }
      loss.addOffset(logits, label);
      double[] outputs = loss.outputs(logits);
      if (unit != null) {
        unit.toOwnUnit(outputs);
        unit.toOwnUnit(label);
      }
      counts.add(label, 0, outputs, 0, weight);
    }
  }

  @Override
  public String toString() {
    return "Evaluator[%s, %s, %s]"
        .formatted(objective.network(), precision, Arrays.toString(labels.toArray()));
  }
}
