package lockstep.spark.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lockstep.model.Prediction;
import lockstep.model.TrainedModel;

/**
 * What a user's program does with our jar and nothing else: loads a model, scores raw rows, prints
 * a line for each. {@link ScorerProcessIT} starts it from this source, so that the jar alone is the
 * class path. It also says which classes of Spark's world it could load.
 */
final class ScorerProcess {
  private static final List<String> FOREIGN =
      List.of(
          "org.apache.spark.SparkContext",
          "org.apache.spark.sql.Row",
          "org.apache.spark.ml.linalg.Vector",
          "org.apache.hadoop.conf.Configuration",
          "scala.Option",
          "scala.Predef$",
          "breeze.linalg.DenseVector",
          "com.fasterxml.jackson.databind.ObjectMapper");

  private ScorerProcess() {}

  /**
   * Scores rows.
   *
   * @param args the folder of a run, and a file with a row a line: cells by tabs, names in the
   *     first line, no characters for a missing cell
   */
  public static void main(String[] args) throws IOException {
    TrainedModel model = TrainedModel.load(args[0]);
    List<String> lines = Files.readAllLines(Path.of(args[1]));
    String[] names = lines.get(0).split("\t", -1);
    for (String line : lines.subList(1, lines.size())) {
      Prediction scored = model.score(row(names, line.split("\t", -1)));
      String probability =
          Arrays.stream(scored.probability())
              .mapToObj(Double::toString)
              .collect(Collectors.joining(","));
      System.out.println(scored.prediction() + "\t" + probability);
    }
    System.out.println("class path " + System.getProperty("java.class.path"));
    FOREIGN.stream().filter(ScorerProcess::loadable).forEach(System.out::println);
  }

  /** Numbers as numbers in every other row, as text in the others: both are raw cells. */
  private static Map<String, Object> row(String[] names, String[] cells) {
    boolean typed = Integer.parseInt(cells[0]) % 2 == 0;
    Map<String, Object> row = new HashMap<>();
    for (int i = 0; i < names.length; i++) {
      if (!cells[i].isEmpty()) {
        boolean number = cells[i].matches("-?[0-9.]+");
        row.put(names[i], typed && number ? (Object) Double.valueOf(cells[i]) : cells[i]);
      }
    }
    return row;
  }

  private static boolean loadable(String name) {
    try {
      Class.forName(name);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
