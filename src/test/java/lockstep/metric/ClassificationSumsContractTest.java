package lockstep.metric;

import java.util.List;
import lockstep.linalg.SplitMix64;

class ClassificationSumsContractTest extends MergeableMetricContractTest<TaskSums> {
  @Override
  Row row(SplitMix64 random) {
    return Row.ofClass(random, 2, 1);
  }

  @Override
  TaskSums of(List<Row> rows) {
    ClassificationSums sums = ClassificationSums.binary(0.5, 0.25).withWeights();
    rows.forEach(row -> sums.add(row.labelArray(), 0, row.outputArray(), 0, row.weight()));
    return sums;
  }

  @Override
  Object weightedPart(TaskSums sums) {
    return ((ClassificationSums) sums).weighted().orElseThrow();
  }
}
