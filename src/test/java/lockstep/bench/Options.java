package lockstep.bench;

import java.nio.file.Path;
import java.util.List;

/**
 * How a bench runs.
 *
 * @param quick few rows and rounds: the figures mean nothing, the code has run
 * @param rounds counted, of every race
 * @param rows of the generated table
 * @param shards S of the cases that are compared with others
 * @param engines names of the engines measured
 * @param peers lockstep's rivals: pytorch, sklearn, mllib
 * @param data folder of the public tables
 * @param work folder for what is written, below {@code target}
 */
record Options(
    boolean quick,
    int rounds,
    long rows,
    int shards,
    List<Engines> engines,
    List<String> peers,
    Path data,
    Path work) {
  /** What {@code data.shards: auto} is on up to 8 cores. */
  static final int SHARDS = 8;

  /** What a test runs. */
  static Options quick(Path data, Path work) {
    return new Options(
        true, 1, 5_000, SHARDS, Engines.ALL, List.of("pytorch", "sklearn", "mllib"), data, work);
  }

  /** A number for real, and one for a try. */
  int scaled(int real, int tried) {
    return quick ? tried : real;
  }
}
