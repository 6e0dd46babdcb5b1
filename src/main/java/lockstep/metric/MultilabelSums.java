package lockstep.metric;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The label counts of a multi-label task: of rows and, with {@link #withWeights()}, of weights
 * beside them.
 */
public final class MultilabelSums implements TaskSums {
  private static final long serialVersionUID = 1;

  private final LabelCounts counts;
  private final LabelCounts weighted;

  private MultilabelSums(LabelCounts counts, LabelCounts weighted) {
    this.counts = counts;
    this.weighted = weighted;
  }

  /** No rows of k labels, each predicted if and only if p &ge; 0.5. */
  public static MultilabelSums of(int labels) {
    return of(labels, 0.5);
  }

  /** No rows of k labels, each predicted if and only if p &ge; {@code threshold}. */
  public static MultilabelSums of(int labels, double threshold) {
    return new MultilabelSums(new LabelCounts(labels, threshold), null);
  }

  /** No rows of the same task, where the rows' weights are counted too. */
  public MultilabelSums withWeights() {
    return new MultilabelSums(counts.empty(), counts.empty());
  }

  @Override
  public MultilabelSums empty() {
    return new MultilabelSums(counts.empty(), weighted == null ? null : counts.empty());
  }

  @Override
  public void add(
      double[] labels, int labelOffset, double[] outputs, int outputOffset, double weight) {
    counts.add(labels, labelOffset, outputs, outputOffset, 1);
    if (weighted != null) {
      weighted.add(labels, labelOffset, outputs, outputOffset, weight);
    }
  }

  @Override
  public MultilabelSums plus(TaskSums other) {
    if (!(other instanceof MultilabelSums sums) || (weighted == null) != (sums.weighted == null)) {
      throw new IllegalArgumentException(
          "Cannot add multi-label sums: expected those of %d labels %s weights, found %s"
              .formatted(counts.labels(), weighted == null ? "without" : "with", other));
    }
    return new MultilabelSums(
        counts.plus(sums.counts), weighted == null ? null : weighted.plus(sums.weighted));
  }

  /** The counts of rows. */
  public LabelCounts counts() {
    return counts;
  }

  /** The counts of weights, if there are any. */
  public Optional<LabelCounts> weighted() {
    return Optional.ofNullable(weighted);
  }

  @Override
  public Map<String, Object> toMap(List<String> labels) {
    Map<String, Object> map = totals(counts);
    map.put("labels", List.copyOf(labels));
    map.put("per_label", counts.toList(labels));
    if (weighted != null) {
      map.put("weighted", Collections.unmodifiableMap(totals(weighted)));
    }
    return map;
  }

  private static Map<String, Object> totals(LabelCounts counts) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("hamming_loss", counts.hammingLoss());
    map.put("micro_f1", counts.microF1());
    map.put("macro_f1", counts.macroF1());
    map.put("subset_accuracy", counts.subsetAccuracy());
    return map;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MultilabelSums sums
        && counts.equals(sums.counts)
        && Objects.equals(weighted, sums.weighted);
  }

  @Override
  public int hashCode() {
    return Objects.hash(counts, weighted);
  }

  @Override
  public String toString() {
    return "multi-label sums: " + counts;
  }
}
