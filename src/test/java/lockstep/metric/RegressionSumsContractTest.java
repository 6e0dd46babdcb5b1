package lockstep.metric;

import java.util.List;
import lockstep.linalg.SplitMix64;

class RegressionSumsContractTest extends MergeableMetricContractTest<TaskSums> {
  @Override
  Row row(SplitMix64 random) {
    double target = 1e9 + random.nextGaussian();
    double prediction = target + random.nextGaussian();
    double other = random.nextGaussian();
    return new Row(List.of(target, other), List.of(prediction, 1.0), Row.weight(random));
  }

  @Override
  TaskSums of(List<Row> rows) {
    RegressionSums sums = new RegressionSums(2);
    rows.forEach(row -> sums.add(row.labelArray(), 0, row.outputArray(), 0, row.weight()));
    return sums;
  }
}
