package lockstep.encode;

import java.io.Serializable;
import java.math.BigDecimal;
import lockstep.linalg.ExactSum;

/** The exact sum of example weights; weights of 1 are counted, which is what most tables have. */
final class WeightSum implements Serializable {
  private static final long serialVersionUID = 1;

  private long ones;
  private long otherTerms;
  private ExactSum others;

  void add(double weight) {
    if (weight == 1) {
      ones++;
      return;
    }
    if (others == null) {
      others = new ExactSum();
    }
    others.add(weight);
    otherTerms++;
  }

  void add(WeightSum other) {
    ones += other.ones;
    if (other.others != null) {
      if (others == null) {
        others = new ExactSum();
      }
      others.add(other.others);
      otherTerms += other.otherTerms;
    }
  }

  /** How many weights were added. */
  long terms() {
    return ones + otherTerms;
  }

  BigDecimal exactValue() {
    BigDecimal counted = BigDecimal.valueOf(ones);
    return others == null ? counted : counted.add(others.exactValue());
  }
}
