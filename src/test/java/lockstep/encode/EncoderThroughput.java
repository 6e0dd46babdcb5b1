package lockstep.encode;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Locale;
import lockstep.linalg.SplitMix64;

/**
 * Prints rows per CPU second of profiling and encoding a table like the patients', on one thread;
 * run by hand. Cells are texts, as a CSV reader gives them.
 */
final class EncoderThroughput {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int ROWS = 200_000;
  private static final int ROUNDS = 8;
  private static final List<String> COLUMNS =
      List.of(
          "id",
          "gender",
          "age",
          "hypertension",
          "heart_disease",
          "ever_married",
          "work_type",
          "residence",
          "glucose",
          "bmi",
          "smoking",
          "visit");

  private EncoderThroughput() {}

  /** Runs eight rounds: the first ones warm up. */
  public static void main(String[] args) {
    Object[][] rows = new Object[ROWS][];
    SplitMix64 random = new SplitMix64(1);
    for (int i = 0; i < ROWS; i++) {
      rows[i] = row(i, random);
    }
    EncoderOptions options = Tables.options().build();
    for (int round = 0; round < ROUNDS; round++) {
      freshTexts(rows);
      long start = THREADS.getCurrentThreadCpuTime();
      TableProfile profile = TableProfile.ofFeatures(COLUMNS, options);
      for (Object[] row : rows) {
        profile.add(row, 1);
      }
      long profiled = THREADS.getCurrentThreadCpuTime();
      FeatureEncoder encoder =
          FeatureEncoder.fit(profile, options, FeatureStatistics.none()).encoder();
      float[] features = new float[encoder.width()];
      int unseen = 0;
      long fitted = THREADS.getCurrentThreadCpuTime();
      for (Object[] row : rows) {
        unseen += encoder.encode(row, features, 0);
      }
      long encoded = THREADS.getCurrentThreadCpuTime();
      System.out.printf(
          Locale.ROOT,
          "profile %,.0f rows/s, encode %,.0f rows/s (%d features, %d unseen)%n",
          ROWS * 1e9 / (profiled - start),
          ROWS * 1e9 / (encoded - fitted),
          encoder.width(),
          unseen);
    }
  }

  private static Object[] row(int i, SplitMix64 random) {
    String[] works = {"Private", "Self-employed", "Govt_job", "children", "Never_worked"};
    String[] smokes = {"never smoked", "formerly smoked", "smokes", "Unknown"};
    String[] row = {
      Integer.toString(i),
      random.nextInt(2) == 0 ? "Female" : "Male",
      Integer.toString(random.nextInt(82)),
      random.nextInt(10) == 0 ? "1" : "0",
      random.nextInt(20) == 0 ? "1" : "0",
      random.nextInt(3) == 0 ? "No" : "Yes",
      works[random.nextInt(works.length)],
      random.nextInt(2) == 0 ? "Urban" : "Rural",
      String.format(Locale.ROOT, "%.2f", 55 + 200 * random.nextDouble()),
      random.nextInt(25) == 0
          ? "N/A"
          : String.format(Locale.ROOT, "%.1f", 15 + 40 * random.nextDouble()),
      smokes[random.nextInt(smokes.length)],
      random.nextInt(2) == 0 ? "2024" : "2025"
    };
    return row;
  }

  /** A reader makes a new text of every cell, whose hash nobody has computed yet. */
  private static void freshTexts(Object[][] rows) {
    for (Object[] row : rows) {
      for (int c = 0; c < row.length; c++) {
        row[c] = new String(((String) row[c]).toCharArray());
      }
    }
  }
}
