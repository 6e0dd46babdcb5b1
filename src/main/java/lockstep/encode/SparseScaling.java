package lockstep.encode;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How the features that a {@link SparseColumn} gives as they stand are to be standardised: by means
 * and population standard deviations over all training rows, zeros included, the same numbers that
 * a dense block is standardised with. Features of other columns are scaled already.
 *
 * @param means [d], or none if no feature is to be standardised. Not modified.
 * @param deviations [d]; 0 for a feature that stays as it is, 1 for a constant one. Not modified.
 */
public record SparseScaling(double[] means, double[] deviations) {
  /** Leaves all features as they are. */
  public static final SparseScaling NONE = new SparseScaling(new double[0], new double[0]);

  /**
   * The scaling of an encoder's features.
   *
   * @param profile of the training rows the encoder was fitted to
   * @throws IllegalArgumentException if the squares of the values are beyond the doubles
   */
  public static SparseScaling of(
      TableProfile profile, FeatureEncoder encoder, EncoderOptions options) {
    boolean sparse = encoder.columns().stream().anyMatch(SparseColumn.class::isInstance);
    if (!sparse || options.scale() == EncoderOptions.Scale.NONE) {
      return NONE;
    }
    double[] means = new double[encoder.width()];
    double[] deviations = new double[means.length];
    int offset = 0;
    for (ColumnEncoder column : encoder.columns()) {
      if (column instanceof SparseColumn) {
        ColumnProfile found = profile.column(column.name());
        BigDecimal missing = profile.weight().subtract(found.vectors().weight());
        int first = offset;
        // Each element is a function of its own sums: which thread takes it does not matter.
        IntStream.range(0, column.width())
            .parallel()
            .filter(found.vectors()::isSeen)
            .forEach(
                i -> {
                  Moments moments = found.vectors().element(i);
                  Scaling scaling = Scaling.standard(column.name(), moments, 0, missing);
                  means[first + i] = scaling.mean();
                  deviations[first + i] = scaling.scale();
                });
      }
      offset += column.width();
    }
    return new SparseScaling(means, deviations);
  }

  @Override
  public String toString() {
    return "SparseScaling[%d features, %d standardised]"
        .formatted(means.length, Arrays.stream(deviations).filter(x -> x > 0).count());
  }
}
