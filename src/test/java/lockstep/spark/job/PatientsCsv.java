package lockstep.spark.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import lockstep.generate.Column;
import lockstep.generate.Kind;
import lockstep.generate.RowGenerator;
import lockstep.generate.TableSpec;
import lockstep.linalg.SplitMix64;

/** Generated patients as CSV, in one file or in several, without Spark. */
final class PatientsCsv {
  private final String header;
  private final List<String> lines;

  private PatientsCsv(String header, List<String> lines) {
    this.header = header;
    this.lines = lines;
  }

  /** That many patients. */
  static PatientsCsv of(int rows) {
    RowGenerator generator = new TableSpec(Kind.PATIENTS, rows, 1, 2, 1).generator();
    String header = generator.columns().stream().map(Column::name).collect(Collectors.joining(","));
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      lines.add(
          Arrays.stream(generator.row(row).cells())
              .map(cell -> cell == null ? "" : cell.toString())
              .collect(Collectors.joining(",")));
    }
    return new PatientsCsv(header, lines);
  }

  /** The same patients in another order. */
  PatientsCsv shuffled(long seed) {
    SplitMix64 random = new SplitMix64(seed);
    List<String> shuffled = new ArrayList<>(lines);
    for (int i = shuffled.size() - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      shuffled.set(i, shuffled.set(j, shuffled.get(i)));
    }
    return new PatientsCsv(header, shuffled);
  }

  Path write(Path file) throws IOException {
    return write(file, lines);
  }

  /** A folder of files of very unequal length. */
  Path writeParts(Path folder, int... lengths) throws IOException {
    Files.createDirectories(folder);
    int from = 0;
    for (int part = 0; part <= lengths.length; part++) {
      int to = part == lengths.length ? lines.size() : from + lengths[part];
      write(folder.resolve("part-%d.csv".formatted(part)), lines.subList(from, to));
      from = to;
    }
    return folder;
  }

  private Path write(Path file, List<String> rows) throws IOException {
    List<String> all = new ArrayList<>(List.of(header));
    all.addAll(rows);
    return Files.write(file, all);
  }
}
