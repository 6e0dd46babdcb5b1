package lockstep.metric;

import java.util.List;
import lockstep.linalg.SplitMix64;

class EvaluationSumsContractTest extends MergeableMetricContractTest<EvaluationSums> {
  @Override
  Row row(SplitMix64 random) {
    return Row.ofClass(random, 4, 4);
  }

  @Override
  EvaluationSums of(List<Row> rows) {
    TaskSums task = ClassificationSums.multiclass(4).withWeights();
    double weight = 0;
    double lossSum = 0;
    for (Row row : rows) {
      task.add(row.labelArray(), 0, row.outputArray(), 0, row.weight());
      weight += row.weight();
      lossSum += row.weight() * row.outputArray()[0];
    }
    return new EvaluationSums(rows.size(), weight, lossSum, task);
  }

  @Override
  Object weightedPart(EvaluationSums sums) {
    ClassificationSums task = (ClassificationSums) sums.task();
    return List.of(sums.weight(), sums.lossSum(), task.weighted().orElseThrow());
  }
}
