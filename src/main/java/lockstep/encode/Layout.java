package lockstep.encode;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;

/** How the features of rows are stored. */
public enum Layout {
  /** Every feature of every row. */
  @JsonProperty("dense")
  DENSE,
  /** Of each row the features that are not 0, with their numbers. */
  @JsonProperty("sparse")
  SPARSE;

  /** Below it the kernels of dense blocks win whatever the share of zeros. */
  private static final int LEAST_FEATURES = 64;

  /** Of features that are not 0, by which sparse blocks are the faster and smaller ones. */
  private static final double LARGEST_SHARE = 0.1;

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
