package lockstep.encode;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;

/**
 * How the features of rows are stored.
 *
 * <p>The limits of {@link #of} come from {@code scripts/bench l}: the time of an epoch on sparse
 * over dense rows, in one thread, 8 million features a table, 1,024 rows a step, float32, OpenBLAS:
 *
 * <pre>
 *                 logistic              64 hidden units
 * not 0       1%     5%    10%         1%     5%    10%
 *    32      1.7    2.5    2.7        1.4    1.7    1.9
 *   128      0.7    1.6    1.3        0.5    1.1    2.8
 *   500      0.4    0.5    1.6        0.8    1.7    3.0
 * 2,000      0.1    0.5    0.7        0.8    1.3    3.0
 * </pre>
 *
 * (a busy machine: each is the median of three ratios, and may be a third off). At 5%, about where
 * the two meet, sparse rows take a tenth of the memory.
 */
public enum Layout {
  /** Every feature of every row. */
  @JsonProperty("dense")
  DENSE,
  /** Of each row the features that are not 0, with their numbers. */
  @JsonProperty("sparse")
  SPARSE;

  /** Below it the kernels of dense blocks win whatever the share of zeros. */
  private static final int LEAST_FEATURES = 128;

  /** Of features that are not 0, up to which sparse blocks pay: in time or, clearly, in memory. */
  private static final double LARGEST_SHARE = 0.05;

  /**
   * The layout that pays for a table: sparse if it has many features, and of each row few are other
   * than 0. A column of numbers, standardised, gives one such feature, a column of categories one
   * too, and a vector those that are written, unless some are missing and must be filled.
   */
  static Layout of(TableProfile profile, FeatureKinds kinds, int maxCategories) {
    long rows = Math.max(1, profile.rows() - profile.weightlessRows());
    double features = 0;
    double entries = 0;
    for (Map.Entry<String, ColumnKind> kind : kinds.kinds().entrySet()) {
      ColumnProfile column = profile.column(kind.getKey());
      switch (kind.getValue()) {
        case NUMERIC -> {
          features++;
          entries++;
        }
        case CATEGORICAL -> {
          features +=
              column.overflowed()
                  ? maxCategories
                  : Math.min(maxCategories, column.textCounts().size());
          entries++;
        }
        case VECTOR -> {
          features += column.elements();
          entries +=
              column.isWhole() ? (double) column.vectors().entries() / rows : column.elements();
        }
      }
    }
    return features >= LEAST_FEATURES && entries <= LARGEST_SHARE * features ? SPARSE : DENSE;
  }
}
