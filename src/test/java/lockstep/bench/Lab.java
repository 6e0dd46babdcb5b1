package lockstep.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lockstep.spark.engine.ResidentEngine;
import lockstep.train.StepEngine;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * What a case works with.
 *
 * @param spark the session all contestants share
 * @param options of the run
 * @param report where figures go
 */
record Lab(SparkSession spark, Options options, Report report) {
  /** Both cores, in this process. */
  static final String THREADS = "local[2]";

  /** Both cores, each in a worker process. */
  static final String PROCESSES = "local-cluster[2,1,1024]";

  JavaSparkContext context() {
    return JavaSparkContext.fromSparkContext(spark.sparkContext());
  }

  /** A file of the data folder; if it is absent, the report says that the case is skipped. */
  Optional<Path> file(String caseName, String name) {
    Path file = options.data().resolve(name);
    if (Files.exists(file)) {
      return Optional.of(file);
    }
    report.add(Figure.said(caseName, "skipped", "no " + file + "; LOCKSTEP_DATA names the folder"));
    return Optional.empty();
  }

  /** Lockstep, once with every engine. */
  List<Contestant> lockstep(Rows rows, Training training, int mostEpochs) {
    List<Contestant> all = new ArrayList<>();
    for (Engines engine : options.engines()) {
      all.add(lockstep(engine, rows, training, mostEpochs));
    }
    return all;
  }

  /** Lockstep with one engine. */
  LockstepContestant lockstep(Engines engine, Rows rows, Training training, int mostEpochs) {
    return new LockstepContestant(
        engine.name(),
        () -> open(engine, rows, training),
        training.updater(rows),
        training.start(rows),
        training.steps(rows),
        mostEpochs);
  }

  /** The resident engine where it is measured, else the first. */
  Engines engine() {
    List<Engines> engines = options.engines();
    return engines.stream()
        .filter(engine -> engine.name().equals(ResidentEngine.NAME))
        .findFirst()
        .orElse(engines.get(0));
  }

  StepEngine open(Engines engine, Rows rows, Training training) {
    return engine.open(context(), rows, training.evaluator(rows));
  }

  /** PyTorch and scikit-learn, with one thread and with two; a line for what is not installed. */
  List<Contestant> python(String caseName, Rows rows, Training training, int mostEpochs) {
    List<Contestant> all = new ArrayList<>();
    Path folder = options.work().resolve("rows-" + caseName);
    for (String library : List.of("torch", "sklearn")) {
      if (!options.peers().contains(library.equals("torch") ? "pytorch" : library)) {
        continue;
      }
      if (!Files.exists(folder.resolve("x.npy"))) {
        rows.writeNumpy(folder);
      }
      for (int threads = 1; threads <= options.scaled(2, 1); threads++) {
        Optional<Contestant> peer =
            PythonPeer.start(library, threads, folder, rows, training, mostEpochs);
        if (peer.isEmpty()) {
          report.add(Figure.said(caseName, PythonPeer.title(library), "not installed"));
          break;
        }
        all.add(peer.get());
      }
    }
    deleteRows(folder);
    return all;
  }

  /** The peers have read them. */
  private static void deleteRows(Path folder) {
    for (String name : List.of("x.npy", "y.npy")) {
      try {
        Files.deleteIfExists(folder.resolve(name));
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException("Cannot delete the rows in " + folder, e);
      }
    }
  }

  boolean races(String peer) {
    return options.peers().contains(peer);
  }

  Race race(List<Contestant> contestants) {
    return Race.run(contestants, options.scaled(2, 0), options.rounds());
  }

  /** Runs the race, and closes the contestants whatever comes. */
  Race raceAndClose(List<Contestant> contestants) {
    try {
      return race(contestants);
    } finally {
      contestants.forEach(Contestant::close);
      Rows.release();
    }
  }
}
