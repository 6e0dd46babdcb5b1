package lockstep.spark.engine;

/** Hears what becomes of resident workers. */
public interface ResidentObserver {
  /**
   * Workers were lost; others take their place and start over.
   *
   * @param what starts over
   * @param why they were lost
   */
  void startsOver(String what, String why);

  /**
   * Workers are lost for good.
   *
   * @param engine that goes on
   * @param why in words
   */
  void fallsBack(String engine, String why);
}
