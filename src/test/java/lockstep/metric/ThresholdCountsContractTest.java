package lockstep.metric;

import java.util.List;
import lockstep.linalg.SplitMix64;

class ThresholdCountsContractTest extends MergeableMetricContractTest<ThresholdCounts> {
  @Override
  Row row(SplitMix64 random) {
    return Row.ofClass(random, 2, 1);
  }

  @Override
  ThresholdCounts of(List<Row> rows) {
    ThresholdCounts counts = new ThresholdCounts(0.5, 0.25, 0.5, 0.9);
    rows.forEach(row -> counts.add((int) row.labelArray()[0], row.outputArray()[0], row.weight()));
    return counts;
  }
}
