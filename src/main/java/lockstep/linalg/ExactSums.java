package lockstep.linalg;

import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Many sums of doubles without rounding, numbered from 0: what as many {@link ExactSum}s give, in a
 * few doubles each.
 *
 * <p>A sum is held as doubles s0 + s1 + ... whose exact total it is. A term is added to s0; what
 * rounding took away is a double again (Knuth, TAOCP 2, 4.2.2, theorem B: for a = x + y rounded and
 * b = a - x, x + y = a + ((x - (a - b)) + (y - b)) exactly) and is added to s1, and so on, until
 * nothing is left over. So the s depend on the order of the terms, and their total does not. Sums
 * of whole numbers need s0 alone, others seldom more than three.
 *
 * <p>Mutable; not for use by several threads.
 */
public final class ExactSums implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int LEVELS = 4;

  /** Terms above it are kept apart, so that 2^60 of the others cannot overflow. */
  private static final double LARGE = 0x1p960;

  private double[][] levels = {};
  private int length;

  /** What did not fit into the levels, by number. */
  private final Map<Integer, ExactSum> others = new HashMap<>();

  /** Adds one term to sum {@code i}; there are i + 1 sums then, or more. */
  public void add(int i, double term) {
    if (!(Math.abs(term) < LARGE)) {
      others.computeIfAbsent(i, key -> new ExactSum()).add(term);
      return;
    }
    double rest = term;
    for (int level = 0; rest != 0; level++) {
      if (level == LEVELS) {
        others.computeIfAbsent(i, key -> new ExactSum()).add(rest);
        return;
      }
      double[] sums = level(level, i);
      double sum = sums[i];
      double total = sum + rest;
      double shift = total - sum;
      rest = (sum - (total - shift)) + (rest - shift);
      sums[i] = total;
    }
  }

  /** Adds x y to sum {@code i} without rounding, as {@link ExactSum#addProduct} does. */
  public void addProduct(int i, double x, double y) {
    double product = x * y;
    add(i, product);
    if (Double.isFinite(product)) {
      add(i, Math.fma(x, y, -product));
    }
  }

  /** Adds every term of the other sums to the sums of the same numbers. */
  public void add(ExactSums other) {
    for (double[] sums : other.levels) {
      for (int i = 0; i < sums.length; i++) {
        add(i, sums[i]);
      }
    }
    other.others.forEach((i, sum) -> others.computeIfAbsent(i, key -> new ExactSum()).add(sum));
  }

  /** A sum of its own with the terms of sum {@code i}. */
  public ExactSum sum(int i) {
    ExactSum sum = new ExactSum();
    for (double[] sums : levels) {
      if (i < sums.length) {
        sum.add(sums[i]);
      }
    }
    if (others.containsKey(i)) {
      sum.add(others.get(i));
    }
    return sum;
  }

  private double[] level(int level, int i) {
    if (level == levels.length) {
      levels = Arrays.copyOf(levels, level + 1);
      levels[level] = new double[0];
    }
    if (i >= length) {
      length = Math.max(i + 1, (int) Math.min(Integer.MAX_VALUE - 8, 3L * length / 2));
    }
    if (i >= levels[level].length) {
      levels[level] = Arrays.copyOf(levels[level], length);
    }
    return levels[level];
  }
}
