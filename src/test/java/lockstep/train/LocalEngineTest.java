package lockstep.train;

import java.util.List;
import lockstep.data.DataShard;

class LocalEngineTest extends StepEngineContractTest {
  @Override
  protected LocalEngine engine(List<DataShard> shards, Evaluator evaluator) {
    return new LocalEngine(shards, evaluator);
  }
}
