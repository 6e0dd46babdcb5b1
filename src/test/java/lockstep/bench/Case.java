package lockstep.bench;

/** One thing that is measured. */
interface Case {
  /** Its name on the command line. */
  String name();

  /** What it is, in words. */
  String title();

  /** The Spark master it needs. */
  default String master() {
    return Lab.THREADS;
  }

  /** Measures and reports. */
  void run(Lab lab);
}
