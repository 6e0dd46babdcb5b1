package lockstep.metric;

import java.util.List;
import lockstep.linalg.SplitMix64;

class ConfusionMatrixContractTest extends MergeableMetricContractTest<ConfusionMatrix> {
  @Override
  Row row(SplitMix64 random) {
    return Row.ofClass(random, 3, 1);
  }

  @Override
  ConfusionMatrix of(List<Row> rows) {
    ConfusionMatrix confusion = new ConfusionMatrix(3);
    rows.forEach(
        row -> {
          int predicted = (int) (2 * row.outputArray()[0]);
          confusion.add((int) row.labelArray()[0], predicted, row.weight());
        });
    return confusion;
  }
}
