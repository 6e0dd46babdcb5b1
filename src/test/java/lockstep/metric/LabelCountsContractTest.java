package lockstep.metric;

import java.util.List;
import lockstep.linalg.SplitMix64;

class LabelCountsContractTest extends MergeableMetricContractTest<LabelCounts> {
  @Override
  Row row(SplitMix64 random) {
    return Row.ofLabels(random, 3);
  }

  @Override
  LabelCounts of(List<Row> rows) {
    LabelCounts counts = new LabelCounts(3, 0.5);
    rows.forEach(row -> counts.add(row.labelArray(), 0, row.outputArray(), 0, row.weight()));
    return counts;
  }
}
