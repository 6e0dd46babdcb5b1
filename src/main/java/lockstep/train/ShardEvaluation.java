package lockstep.train;

import java.io.Serializable;
import lockstep.metric.EvaluationSums;
import lockstep.metric.Ranking;
import lockstep.metric.ScoreRun;

/**
 * What a pass over rows yields for judging them; adds up along the shard tree.
 *
 * @param sums loss and counts
 * @param scores of a binary task, to rank its rows by; else empty
 */
public record ShardEvaluation(EvaluationSums sums, ScoreRun scores) implements Serializable {
  /** The evaluation of the rows of both. */
  public ShardEvaluation plus(ShardEvaluation other) {
    return new ShardEvaluation(sums.plus(other.sums), scores.plus(other.scores));
  }

  /** The ranking of the rows by score. */
  public Ranking ranking() {
    return Ranking.of(scores);
  }
}
