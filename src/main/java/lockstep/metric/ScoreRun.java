package lockstep.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The scores of some rows in descending order: one entry per distinct {@link ScoreKey} with the
 * positive and the negative weight of its rows. Immutable; 24 bytes an entry.
 *
 * <p>Two runs merge in linear time, and a run can be cut at any keys: so a cluster sorts each part
 * of the rows where it lies, sends each range of keys to one task, and merges there.
 */
public final class ScoreRun implements MergeableMetric<ScoreRun> {
  private static final long serialVersionUID = 1;
  private static final ScoreRun EMPTY = new ScoreRun(new long[0], new double[0], new double[0], 0);

  private final long[] keys;
  private final double[] positives;
  private final double[] negatives;

  private ScoreRun(long[] keys, double[] positives, double[] negatives, int size) {
    this.keys = keys.length == size ? keys : Arrays.copyOf(keys, size);
    this.positives = positives.length == size ? positives : Arrays.copyOf(positives, size);
    this.negatives = negatives.length == size ? negatives : Arrays.copyOf(negatives, size);
  }

  /** The run of no rows. */
  public static ScoreRun empty() {
    return EMPTY;
  }

  /** From n rows in descending order of keys; the weight of a negative row has a minus sign. */
  static ScoreRun ofSorted(long[] rowKeys, double[] signedWeights, int n) {
    int size = 0;
    for (int i = 0; i < n; i++) {
      size += i == 0 || rowKeys[i] != rowKeys[i - 1] ? 1 : 0;
    }
    long[] keys = new long[size];
    double[] positives = new double[size];
    double[] negatives = new double[size];
    int entry = -1;
    for (int i = 0; i < n; i++) {
      if (i == 0 || rowKeys[i] != rowKeys[i - 1]) {
        keys[++entry] = rowKeys[i];
      }
      double weight = signedWeights[i];
      if (weight > 0) {
        positives[entry] += weight;
      } else {
        negatives[entry] -= weight;
      }
    }
    return new ScoreRun(keys, positives, negatives, size);
  }

  /** The merged run: one linear pass; weights of equal keys are added, this side's first. */
  @Override
  public ScoreRun plus(ScoreRun other) {
    int capacity = Math.addExact(size(), other.size());
    long[] mergedKeys = new long[capacity];
    double[] mergedPositives = new double[capacity];
    double[] mergedNegatives = new double[capacity];
    int size = 0;
    for (int i = 0, j = 0; i < size() || j < other.size(); size++) {
      boolean left = j == other.size() || (i < size() && keys[i] >= other.keys[j]);
      boolean right = i == size() || (j < other.size() && other.keys[j] >= keys[i]);
      if (left) {
        mergedKeys[size] = keys[i];
        mergedPositives[size] = positives[i];
        mergedNegatives[size] = negatives[i++];
      }
      if (right) {
        mergedKeys[size] = other.keys[j];
        mergedPositives[size] += other.positives[j];
        mergedNegatives[size] += other.negatives[j++];
      }
    }
    return new ScoreRun(mergedKeys, mergedPositives, mergedNegatives, size);
  }

  /** All runs merged along the binary tree over neighbours in the list: O(n log runs). */
  public static ScoreRun merge(List<ScoreRun> runs) {
    List<ScoreRun> level = runs;
    while (level.size() > 1) {
      List<ScoreRun> next = new ArrayList<>((level.size() + 1) / 2);
      for (int i = 0; i < level.size(); i += 2) {
        next.add(i + 1 < level.size() ? level.get(i).plus(level.get(i + 1)) : level.get(i));
      }
      level = next;
    }
    return level.isEmpty() ? EMPTY : level.get(0);
  }

  /** The entries with {@code from} &le; key &lt; {@code to}. */
  public ScoreRun between(long from, long to) {
    int first = countAtLeast(to);
    int end = Math.max(first, countAtLeast(from));
    return new ScoreRun(
        Arrays.copyOfRange(keys, first, end),
        Arrays.copyOfRange(positives, first, end),
        Arrays.copyOfRange(negatives, first, end),
        end - first);
  }

  private int countAtLeast(long key) {
    int low = 0;
    int high = keys.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (keys[middle] >= key) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** At most {@code count} keys at equal steps through the entries, largest first. */
  public long[] sampleKeys(int count) {
    int samples = Math.min(count, size());
    long[] sample = new long[samples];
    for (int i = 0; i < samples; i++) {
      sample[i] = keys[(int) ((2L * i + 1) * size() / (2L * samples))];
    }
    return sample;
  }

  /** The number of entries: distinct keys. */
  public int size() {
    return keys.length;
  }

  /** The key of entry i, counted from the largest. */
  public long key(int i) {
    return keys[i];
  }

  /** The positive weight of entry i. */
  public double positive(int i) {
    return positives[i];
  }

  /** The negative weight of entry i. */
  public double negative(int i) {
    return negatives[i];
  }

  /** The positive weight of all entries. */
  public double positiveWeight() {
    return sum(positives);
  }

  /** The negative weight of all entries. */
  public double negativeWeight() {
    return sum(negatives);
  }

  private static double sum(double[] weights) {
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    return sum;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ScoreRun run
        && Arrays.equals(keys, run.keys)
        && Arrays.equals(positives, run.positives)
        && Arrays.equals(negatives, run.negatives);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(keys);
  }

  @Override
  public String toString() {
    return "run of %d scores, positive weight %s, negative weight %s"
        .formatted(size(), positiveWeight(), negativeWeight());
  }
}
