package lockstep.objective;

import java.io.Serializable;
import java.util.Arrays;
import lockstep.linalg.IndexSet;
import lockstep.linalg.Precision;
import lockstep.nn.Network;

/**
 * Which columns of a first layer's weights [k, d] some rows touch: those of the features that a row
 * has. By all other columns the gradient is 0, and no row reads them, so that a vector [p] of
 * parameters or gradients shrinks to these columns and what stands behind the first layer's
 * weights: [q], q = p - k (d - m) for m columns.
 *
 * @param columns [m], ascending. Not modified.
 * @param inputs d
 * @param units k
 */
public record TouchedColumns(int[] columns, int inputs, int units) implements Serializable {
  /** Every column, as rows touch that are not sparse: vectors stay as they are. */
  public static final TouchedColumns ALL = new TouchedColumns(new int[0], 0, 0);

  /** The columns of a network's first layer that rows touch which have these features. */
  public static TouchedColumns of(IndexSet features, Network network) {
    int units = network.layers().get(0).units();
    return new TouchedColumns(features.toArray(), network.inputs(), units);
  }

  /** Whether this is every column. */
  public boolean all() {
    return columns.length == inputs;
  }

  /** Whether a shrunk vector of doubles and its column numbers take less room than a whole one. */
  public boolean pays() {
    return pays(Precision.FLOAT64);
  }

  /** The same, of a vector in any precision. */
  public boolean pays(Precision precision) {
    long column = (long) precision.bytes() * units;
    return columns.length * (Integer.BYTES + column) < inputs * column;
  }

  /** q, for vectors of length p. */
  int shrunk(int p) {
    return p - (inputs - columns.length) * units;
  }

  /** p, for shrunk vectors of length q. */
  int whole(int q) {
    return q + (inputs - columns.length) * units;
  }

  /**
   * The shrunk vector [q].
   *
   * @param values [p]. Not modified.
   */
  public double[] shrink(double[] values) {
    double[] shrunk = new double[shrunk(values.length)];
    int to = 0;
    if (units == 1) {
      for (; to < columns.length; to++) {
        shrunk[to] = values[columns[to]];
      }
    } else {
      for (int column : columns) {
        System.arraycopy(values, column * units, shrunk, to, units);
        to += units;
      }
    }
    System.arraycopy(values, inputs * units, shrunk, to, shrunk.length - to);
    return shrunk;
  }

  /**
   * Sets what a shrunk vector holds of a whole one, and leaves the rest.
   *
   * @param shrunk [q]. Not modified.
   * @param values [p]. Modified.
   */
  public void spread(double[] shrunk, double[] values) {
    int from = 0;
    for (int column : columns) {
      for (int to = column * units; to < (column + 1) * units; to++) {
        values[to] = shrunk[from++];
      }
    }
    System.arraycopy(shrunk, from, values, inputs * units, shrunk.length - from);
  }

  /**
   * Adds a shrunk vector to a whole one.
   *
   * @param shrunk [q]. Not modified.
   * @param sums [p]. Modified.
   */
  void addTo(double[] sums, double[] shrunk) {
    int from = 0;
    for (int column : columns) {
      for (int to = column * units; to < (column + 1) * units; to++) {
        sums[to] += shrunk[from++];
      }
    }
    int behind = sums.length - shrunk.length;
    for (; from < shrunk.length; from++) {
      sums[behind + from] += shrunk[from];
    }
  }

  /** The columns of both, which are of one layer. */
  public TouchedColumns plus(TouchedColumns other) {
    return all() || other.all() ? ALL : ColumnUnion.of(this, other).columns();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TouchedColumns touched
        && Arrays.equals(columns, touched.columns)
        && inputs == touched.inputs
        && units == touched.units;
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(columns);
  }

  @Override
  public String toString() {
    return all() ? "all columns" : "%d of %d columns".formatted(columns.length, inputs);
  }
}
