package lockstep.encode;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The features of an old encoder as an affine function of those of a new one, matched by name:
 * {@code old[j] = sum over i with source(i) = j of slope(i) new[i], plus constant(j)}.
 *
 * <p>A number x that both have is {@code (x - m) / s} in the one and {@code (x - m') / s'} in the
 * other, so {@code old = (s' / s) new + (m' - m) / s}. What only the old one has keeps the value of
 * a missing cell; what only the new one has is nowhere in the old. The exceptions are categories:
 * one that the old encoder did not know is what it made of unknown ones, {@code <other>} or
 * nothing; and one that the new encoder does not know is nothing, as its column is still there.
 *
 * <p>Missing numbers are the new encoder's fill values, which are numbers like any others here.
 */
public final class FeatureMatch {
  /** The source of a new feature that the old encoder knows nothing of. */
  public static final int NONE = -1;

  private final int[] sources;
  private final double[] slopes;
  private final double[] constants;
  private final NameMatch names;

  private FeatureMatch(int[] sources, double[] slopes, double[] constants, NameMatch names) {
    this.sources = sources;
    this.slopes = slopes;
    this.constants = constants;
    this.names = names;
  }

  /** Matches the features of two encoders. */
  public static FeatureMatch of(FeatureEncoder before, FeatureEncoder now) {
    List<String> oldNames = before.featureNames();
    List<Scaling> oldScalings = before.scalings();
    Map<String, Integer> positions = new HashMap<>();
    for (int j = 0; j < oldNames.size(); j++) {
      positions.putIfAbsent(oldNames.get(j), j);
    }
    double[] constants = absent(before, now);
    int[] sources = new int[now.width()];
    double[] slopes = new double[now.width()];
    int i = 0;
    for (ColumnEncoder column : now.columns()) {
      int unknown =
          column instanceof CategoryColumn category
              ? positions.getOrDefault(category.otherName(), NONE)
              : NONE;
      List<Scaling> scalings = column.scalings();
      List<String> names = column.featureNames();
      for (int e = 0; e < scalings.size(); e++, i++) {
        int j = positions.getOrDefault(names.get(e), unknown);
        sources[i] = j;
        if (j != NONE) {
          Scaling old = oldScalings.get(j);
          slopes[i] = scalings.get(e).scale() / old.scale();
          constants[j] = (scalings.get(e).mean() - old.mean()) / old.scale();
        }
      }
    }
    return new FeatureMatch(sources, slopes, constants, NameMatch.of(oldNames, now.featureNames()));
  }

  /** What the old encoder makes of cells that are not there; of a column that is there, 0. */
  private static double[] absent(FeatureEncoder before, FeatureEncoder now) {
    Set<String> categorical = new HashSet<>();
    now.columns().stream()
        .filter(CategoryColumn.class::isInstance)
        .forEach(column -> categorical.add(column.name()));
    return before.columns().stream()
        .flatMapToDouble(
            column ->
                column instanceof CategoryColumn && categorical.contains(column.name())
                    ? Arrays.stream(new double[column.width()])
                    : column.scalings().stream().mapToDouble(each -> each.apply(Double.NaN)))
        .toArray();
  }

  /** Number of new features. */
  public int width() {
    return sources.length;
  }

  /** The old feature that the new feature {@code i} is part of, or {@link #NONE}. */
  public int source(int i) {
    return sources[i];
  }

  /** What the new feature {@code i} is multiplied with there. */
  public double slope(int i) {
    return slopes[i];
  }

  /** What the old feature {@code j} is where all new features are 0. */
  public double constant(int j) {
    return constants[j];
  }

  /** Which names both encoders have. */
  public NameMatch names() {
    return names;
  }
}
