package lockstep.generate;

import java.util.List;
import java.util.function.Function;
import lockstep.linalg.SplitMix64;

/**
 * The model behind a table: the label's distribution given a row is {@code link(scores(row))}.
 *
 * @param outputs one score per label, or per class for softmax [k]
 * @param noiseSd standard deviation of the target around its mean, in its unit; 0 unless regression
 */
public record LinearTruth(Link link, List<LinearScore> outputs, double noiseSd) {
  /** Keeps its own copy of the outputs. */
  public LinearTruth {
    outputs = List.copyOf(outputs);
  }

  /**
   * The true scores [k] of a raw row.
   *
   * @param cell from column name to cell, typed or as text
   */
  public double[] scores(Function<String, ?> cell) {
    return outputs.stream().mapToDouble(output -> output.score(cell)).toArray();
  }

  /** The true probabilities [k] of a raw row, or its mean target [1]. */
  public double[] expected(Function<String, ?> cell) {
    return link.expected(scores(cell));
  }

  /** Labels drawn given the scores [k]; their shape is that of {@link GeneratedRow#labels}. */
  double[] draw(double[] scores, SplitMix64 random) {
    return link.draw(scores, noiseSd, random);
  }
}
