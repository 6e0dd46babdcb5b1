package lockstep.objective;

import java.util.Arrays;

/**
 * The columns that either of two sums holds, and where those of each stand among them. Loops have
 * no branch that depends on what is touched: it would be mispredicted for every other column.
 *
 * @param columns of both
 * @param left index in {@code columns} of each column of the left sum
 * @param right the same of the right one
 */
record ColumnUnion(TouchedColumns columns, int[] left, int[] right) {
  /** The union of columns of one layer. */
  static ColumnUnion of(TouchedColumns left, TouchedColumns right) {
    int[] a = left.columns();
    int[] b = right.columns();
    // One longer than there are columns: what is written before its turn is overwritten.
    int[] merged = new int[a.length + b.length];
    int[] leftAt = new int[a.length + 1];
    int[] rightAt = new int[b.length + 1];
    int size = 0;
    int i = 0;
    int j = 0;
    while (i < a.length && j < b.length) {
      int mine = a[i];
      int its = b[j];
      merged[size] = Math.min(mine, its);
      leftAt[i] = size;
      rightAt[j] = size++;
      i += mine <= its ? 1 : 0;
      j += its <= mine ? 1 : 0;
    }
    for (; i < a.length; i++) {
      merged[size] = a[i];
      leftAt[i] = size++;
    }
    for (; j < b.length; j++) {
      merged[size] = b[j];
      rightAt[j] = size++;
    }
    int[] columns = Arrays.copyOf(merged, size);
    return new ColumnUnion(
        new TouchedColumns(columns, left.inputs(), left.units()), leftAt, rightAt);
  }

  /** The sum of a vector shrunk to the left columns and one shrunk to the right ones. */
  double[] sum(double[] leftValues, double[] rightValues) {
    int behind = leftValues.length - (left.length - 1) * columns.units();
    double[] sum = new double[columns.columns().length * columns.units() + behind];
    add(left, leftValues, sum);
    add(right, rightValues, sum);
    return sum;
  }

  private void add(int[] places, double[] values, double[] sum) {
    int units = columns.units();
    int touched = (places.length - 1) * units;
    for (int from = 0; from < touched; from += units) {
      int to = places[from / units] * units;
      for (int i = 0; i < units; i++) {
        sum[to + i] += values[from + i];
      }
    }
    int shift = sum.length - values.length;
    for (int from = touched; from < values.length; from++) {
      sum[shift + from] += values[from];
    }
  }
}
