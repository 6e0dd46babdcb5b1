package lockstep.metric;

/**
 * A range of the scores of some rows, and what lies outside it.
 *
 * @param run the range
 * @param positiveAbove the positive weight of all rows that score above it
 * @param negativeAbove their negative weight
 * @param positive the positive weight of all rows
 * @param negative their negative weight
 */
public record ScoreRange(
    ScoreRun run, double positiveAbove, double negativeAbove, double positive, double negative) {
  /** The range of all scores. */
  public static ScoreRange ofAll(ScoreRun run) {
    return new ScoreRange(run, 0, 0, run.positiveWeight(), run.negativeWeight());
  }
}
