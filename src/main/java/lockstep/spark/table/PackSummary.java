package lockstep.spark.table;

import java.io.Serializable;
import java.util.EnumMap;
import java.util.Map;
import lockstep.data.Split;
import lockstep.encode.TargetEncoder;
import lockstep.encode.Task;
import lockstep.linalg.ExactSum;
import lockstep.linalg.SplitMix64;

/** What packing saw, by split: rows, weights, labels; and the rows it had to leave out. */
final class PackSummary implements Serializable {
  private static final long serialVersionUID = 1;

  private final Map<Split, Counts> splits = new EnumMap<>(Split.class);
  private final BadRows badRows = new BadRows();
  private long unseenCategories;
  private long fingerprintHigh;
  private long fingerprintLow;

  /** The counts of one split. */
  private static final class Counts implements Serializable {
    private static final long serialVersionUID = 1;

    private final Task task;
    private final long[] labels;
    private final ExactSum weights = new ExactSum();
    private long rows;

    Counts(TargetEncoder target) {
      task = target.task();
      labels = new long[target.labels().size()];
    }

    void add(double[] label, int offset, double weight) {
      rows++;
      weights.add(weight);
      switch (task) {
        case BINARY, MULTICLASS -> labels[(int) label[offset]]++;
        case MULTILABEL -> {
          for (int i = 0; i < labels.length; i++) {
            labels[i] += (long) label[offset + i];
          }
        }
        case REGRESSION -> {
          // Targets are not counted.
        }
      }
    }

    void add(Counts other) {
      rows += other.rows;
      weights.add(other.weights);
      for (int i = 0; i < labels.length; i++) {
        labels[i] += other.labels[i];
      }
    }
  }

  PackSummary(TargetEncoder target) {
    for (Split split : Split.values()) {
      splits.put(split, new Counts(target));
    }
  }

  void add(Split split, double[] label, int offset, double weight, int unseen) {
    splits.get(split).add(label, offset, weight);
    unseenCategories += unseen;
  }

  /** Every row leaves its mark in the fingerprint, whatever becomes of it. */
  void see(RowHash hash) {
    fingerprintHigh += SplitMix64.mix(hash.high());
    fingerprintLow += SplitMix64.mix(hash.low());
  }

  /** A hash of the multiset of raw rows. */
  String fingerprint() {
    return "%016x%016x".formatted(fingerprintHigh, fingerprintLow);
  }

  void addBad(PlacedRow row, String reason) {
    badRows.add(row.hash(), reason);
  }

  void add(PackSummary other) {
    splits.forEach((split, counts) -> counts.add(other.splits.get(split)));
    badRows.add(other.badRows);
    unseenCategories += other.unseenCategories;
    fingerprintHigh += other.fingerprintHigh;
    fingerprintLow += other.fingerprintLow;
  }

  /** Whether there was no row at all. */
  boolean isEmpty() {
    return badRows.count() == 0 && splits.values().stream().allMatch(counts -> counts.rows == 0);
  }

  long rows(Split split) {
    return splits.get(split).rows;
  }

  double weight(Split split) {
    return splits.get(split).weights.value();
  }

  long[] labels(Split split) {
    return splits.get(split).labels.clone();
  }

  BadRows badRows() {
    return badRows;
  }

  long unseenCategories() {
    return unseenCategories;
  }
}
