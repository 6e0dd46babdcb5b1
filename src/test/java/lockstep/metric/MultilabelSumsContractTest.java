package lockstep.metric;

import java.util.List;
import lockstep.linalg.SplitMix64;

class MultilabelSumsContractTest extends MergeableMetricContractTest<TaskSums> {
  @Override
  Row row(SplitMix64 random) {
    return Row.ofLabels(random, 3);
  }

  @Override
  TaskSums of(List<Row> rows) {
    MultilabelSums sums = MultilabelSums.of(3).withWeights();
    rows.forEach(row -> sums.add(row.labelArray(), 0, row.outputArray(), 0, row.weight()));
    return sums;
  }

  @Override
  Object weightedPart(TaskSums sums) {
    return ((MultilabelSums) sums).weighted().orElseThrow();
  }
}
