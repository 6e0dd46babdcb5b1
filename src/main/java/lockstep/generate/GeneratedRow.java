package lockstep.generate;

/** A row with what only its maker knows: the true scores behind its labels. Owns its arrays. */
public final class GeneratedRow {
  private final Object[] cells;
  private final double[] scores;
  private final double[] labels;

  GeneratedRow(Object[] cells, double[] scores, double[] labels) {
    this.cells = cells;
    this.scores = scores;
    this.labels = labels;
  }

  /** One cell per column: Long, Double, String, a sparse vector, or null where missing. */
  public Object[] cells() {
    return cells;
  }

  /** The true linear scores [k] (logits, class scores or the noiseless mean). */
  public double[] scores() {
    return scores;
  }

  /** The labels as numbers: 0 or 1 [1], class index [1], 0 or 1 [k] for multi-label, target [1]. */
  public double[] labels() {
    return labels;
  }
}
