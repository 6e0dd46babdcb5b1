package lockstep.bench;

import java.io.File;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import lockstep.linalg.Blas;
import lockstep.spark.engine.LockstepPlugin;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command line of {@code scripts/bench}. */
@Command(
    name = "scripts/bench",
    mixinStandardHelpOptions = true,
    description = {
      "Measures Lockstep beside Spark MLlib, PyTorch and scikit-learn on the same rows and cores.",
      "Cases: a stroke, b MNIST, c logistic, d hidden layers, e a9a, m softmax by L-BFGS, s sparse"
          + " rows, l sparse over dense rows,",
      "f step cost in threads, fp between processes, g growth, t tables, n notebooks, q quickstart."
          + " Without any: all but g and l."
    })
public final class Bench implements Callable<Integer> {
  /** They take long. */
  private static final List<String> ONLY_IF_NAMED = List.of("g", "l");

  @Parameters(arity = "0..*", description = "Cases to run.")
  private List<String> cases = new ArrayList<>();

  @Option(names = "--quick", description = "Few rows and rounds: shows that the bench works.")
  private boolean quick;

  @Option(names = "--rounds", defaultValue = "5", description = "Counted rounds (default 5).")
  private int rounds;

  @Option(
      names = "--rows",
      defaultValue = "1000000",
      description = "Rows of the generated tables (default 1000000).")
  private long rows;

  @Option(
      names = "--shards",
      defaultValue = "" + Options.SHARDS,
      description = "Shards in cases a to e and m (default 8, as a job's are by default).")
  private int shards;

  @Option(names = "--engines", split = ",", description = "Engines to measure (default: all).")
  private List<String> engines = new ArrayList<>();

  @Option(
      names = "--peers",
      split = ",",
      defaultValue = "pytorch,sklearn,mllib",
      description = "Of pytorch, sklearn, mllib (default: all).")
  private List<String> peers = new ArrayList<>();

  @Option(
      names = "--json",
      defaultValue = "target/bench/bench.json",
      description = "Where the figures go (default target/bench/bench.json).")
  private Path json;

  /** Runs the bench and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Bench()).execute(arguments));
  }

  @Override
  public Integer call() {
    List<Case> chosen = chosen();
    Options options = options();
    Map<String, Object> about = about(quick);
    about.put("shards", options.shards());
    Report report = new Report(System.out, about);
    for (String master : chosen.stream().map(Case::master).distinct().toList()) {
      SparkSession spark = session(master);
      try {
        Lab lab = new Lab(spark, options, report);
        for (Case next : chosen) {
          if (next.master().equals(master)) {
            run(next, lab);
            report.write(json);
          }
        }
      } finally {
        spark.stop();
      }
    }
    return 0;
  }

  /** One case, from its heading to the last of its rows let go. */
  static void run(Case next, Lab lab) {
    lab.report().begin(next.name(), next.title());
    next.run(lab);
    Rows.release();
  }

  /** What the figures depend on besides Lockstep. */
  static Map<String, Object> about(boolean quick) {
    Map<String, Object> about = new LinkedHashMap<>();
    about.put("date", Instant.now().toString());
    about.put("quick", quick);
    about.put("cores", Runtime.getRuntime().availableProcessors());
    about.put("java", System.getProperty("java.version"));
    about.put("heap_bytes", Runtime.getRuntime().maxMemory());
    about.put("spark", org.apache.spark.package$.MODULE$.SPARK_VERSION());
    about.put("blas", Blas.implementation());
    return about;
  }

  private List<Case> chosen() {
    for (String name : cases) {
      if (Cases.ALL.stream().noneMatch(known -> known.name().equals(name))) {
        throw new CommandLine.ParameterException(
            new CommandLine(this),
            "Cannot run case %s: expected one of %s"
                .formatted(name, Cases.ALL.stream().map(Case::name).toList()));
      }
    }
    return Cases.ALL.stream()
        .filter(
            known ->
                cases.isEmpty()
                    ? !ONLY_IF_NAMED.contains(known.name())
                    : cases.contains(known.name()))
        .toList();
  }

  private Options options() {
    String named = System.getenv("LOCKSTEP_DATA");
    Path data = Path.of(named == null ? "../shared/data" : named);
    Path work = json.toAbsolutePath().getParent();
    if (quick) {
      return Options.quick(data, work);
    }
    List<Engines> measured =
        Engines.ALL.stream()
            .filter(engine -> engines.isEmpty() || engines.contains(engine.name()))
            .toList();
    return new Options(false, rounds, rows, shards, measured, peers, data, work);
  }

  private static SparkSession session(String master) {
    return SparkSession.builder()
        .master(master)
        .appName("lockstep-bench")
        .config("spark.ui.enabled", false)
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", 2)
        .config("spark.executor.extraClassPath", System.getProperty("java.class.path"))
        .config("spark.sql.warehouse.dir", new File("target/spark-warehouse").getPath())
        .config("spark.plugins", LockstepPlugin.class.getName())
        .getOrCreate();
  }

  /** Where a test sends the table. */
  static PrintStream silent() {
    return new PrintStream(
        java.io.OutputStream.nullOutputStream(), true, java.nio.charset.StandardCharsets.UTF_8);
  }
}
