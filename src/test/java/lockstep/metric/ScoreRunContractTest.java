package lockstep.metric;

import java.util.List;
import lockstep.linalg.SplitMix64;

class ScoreRunContractTest extends MergeableMetricContractTest<ScoreRun> {
  @Override
  Row row(SplitMix64 random) {
    return Row.ofClass(random, 2, 1);
  }

  @Override
  ScoreRun of(List<Row> rows) {
    ScoreBuffer buffer = new ScoreBuffer();
    rows.forEach(row -> buffer.add(row.outputArray()[0], row.labelArray()[0], row.weight()));
    return buffer.toRun();
  }
}
