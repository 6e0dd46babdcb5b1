package lockstep.objective;

import java.io.Serializable;
import java.util.Arrays;
import lockstep.linalg.IndexSet;
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
    long column = (long) Double.BYTES * units;
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
   * Shrinks a vector.
   *
   * @param values [p]. Not modified.
   * @param shrunk [q]. Overwritten.
   */
  void shrink(double[] values, double[] shrunk) {
    int to = 0;
    for (int column : columns) {
      for (int from = column * units; from < (column + 1) * units; from++) {
        shrunk[to++] = values[from];
      }
    }
    System.arraycopy(values, inputs * units, shrunk, to, shrunk.length - to);
  }

  /**
   * Adds a vector that is shrunk to some of these columns.
   *
   * @param sums shrunk to these columns. Modified.
   * @param part the columns, all of them in this
   * @param values shrunk to {@code part}. Not modified.
   */
  void add(double[] sums, TouchedColumns part, double[] values) {
    int from = part.equals(this) ? 0 : addColumns(sums, part, values);
    int behind = sums.length - values.length;
    for (; from < values.length; from++) {
      sums[behind + from] += values[from];
    }
  }

  /** Adds what belongs to columns; returns how many numbers that are. */
  private int addColumns(double[] sums, TouchedColumns part, double[] values) {
    int from = 0;
    int at = 0;
    for (int column : part.columns) {
      while (!all() && columns[at] != column) {
        at++;
      }
      int to = (all() ? column : at) * part.units;
      for (int i = 0; i < part.units; i++) {
        sums[to + i] += values[from++];
      }
    }
    return from;
  }

  /** The columns of both, which are of one layer. */
  TouchedColumns union(TouchedColumns other) {
    int[] theirs = other.columns;
    int[] merged = new int[columns.length + theirs.length];
    int size = 0;
    int i = 0;
    int j = 0;
    while (i < columns.length && j < theirs.length) {
      int mine = columns[i];
      int its = theirs[j];
      merged[size++] = Math.min(mine, its);
      i += mine <= its ? 1 : 0;
      j += its <= mine ? 1 : 0;
    }
    System.arraycopy(columns, i, merged, size, columns.length - i);
    size += columns.length - i;
    System.arraycopy(theirs, j, merged, size, theirs.length - j);
    size += theirs.length - j;
    return new TouchedColumns(Arrays.copyOf(merged, size), inputs, units);
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
