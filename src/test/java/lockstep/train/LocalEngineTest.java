package lockstep.train;

import java.util.List;
import lockstep.data.DataShard;
import org.junit.jupiter.api.Nested;

class LocalEngineTest extends StepEngineContractTest {
  @Override
  protected LocalEngine engine(List<DataShard> shards, Evaluator evaluator) {
    return new LocalEngine(shards, evaluator);
  }

  @Nested
  class OfEveryHead extends HeadsContractTest {
    @Override
    protected LocalEngine engine(List<DataShard> shards, Evaluator evaluator) {
      return new LocalEngine(shards, evaluator);
    }
  }
}
