package lockstep.data;

import java.io.Serializable;

/**
 * The rows of one shard number, by split.
 *
 * @param train rows to learn from
 * @param validation rows to watch
 * @param test rows to judge by
 */
public record DataShard(Shard train, Shard validation, Shard test) implements Serializable {
  /** The shard number, the same in all splits. */
  public int number() {
    return train.number();
  }

  /** The same rows, each of weight 1. */
  public DataShard unweighted() {
    return new DataShard(train.unweighted(), validation.unweighted(), test.unweighted());
  }

  /** The rows of one split. */
  public Shard rows(Split split) {
    return switch (split) {
      case TRAIN -> train;
      case VALIDATION -> validation;
      case TEST -> test;
    };
  }
}
