package lockstep.spark.engine;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what a {@link ResidentObserver} hears. */
record LossLog(List<String> starts, List<String> fallbacks) implements ResidentObserver {
  LossLog() {
    this(new CopyOnWriteArrayList<>(), new CopyOnWriteArrayList<>());
  }

  @Override
  public void startsOver(String what, String why) {
    starts.add(what + ": " + why);
  }

  @Override
  public void fallsBack(String engine, String why) {
    fallbacks.add(engine + ": " + why);
  }
}
