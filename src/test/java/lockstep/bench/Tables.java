package lockstep.bench;

import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import lockstep.data.Block;
import lockstep.linalg.FloatMatrix;
import lockstep.linalg.SplitMix64;

/** Where the cases' rows come from. */
final class Tables {
  private Tables() {}

  /** A CSV file of numbers with a header line, its label last. */
  static Rows csv(Lab lab, Path file) {
    List<String> lines = lines(lab, file);
    int features = lines.get(0).split(",", -1).length - 1;
    return Rows.of(
        lines.size() - 1,
        features,
        2,
        lab.options().shards(),
        (row, block, at) -> {
          String[] cells = lines.get((int) row + 1).split(",", -1);
          for (int i = 0; i < features; i++) {
            block.dense().set(i, at, Double.parseDouble(cells[i]));
          }
          label(block, at, Double.parseDouble(cells[features]));
        });
  }

  /** A LIBSVM file, 1-based, with labels of 0 and 1, as dense rows. */
  static Rows libsvm(Lab lab, Path file, int features) {
    List<String> lines = lines(lab, file);
    return Rows.of(
        lines.size(),
        features,
        2,
        lab.options().shards(),
        (row, block, at) -> {
          String[] cells = lines.get((int) row).strip().split("\\s+", -1);
          for (int c = 1; c < cells.length; c++) {
            int colon = cells[c].indexOf(':');
            int feature = Integer.parseInt(cells[c].substring(0, colon)) - 1;
            block.dense().set(feature, at, Double.parseDouble(cells[c].substring(colon + 1)));
          }
          label(block, at, Double.parseDouble(cells[0]) > 0 ? 1 : 0);
        });
  }

  /** MNIST, of which a test takes a part; empty if it is absent. */
  static Optional<Rows> images(Lab lab, String caseName) {
    int most = lab.options().scaled(60_000, 1_000);
    return lab.file(caseName, "train-images-idx3-ubyte.gz")
        .flatMap(
            images ->
                lab.file(caseName, "train-labels-idx1-ubyte.gz")
                    .map(labels -> idx(images, labels, 10, most, lab.options().shards())));
  }

  /** Images and labels in IDX format, pixels divided by 255; at most {@code most} of them. */
  private static Rows idx(Path images, Path labels, int classes, int most, int shards) {
    try (DataInputStream x = open(images);
        DataInputStream y = open(labels)) {
      x.readInt();
      int rows = Math.min(most, x.readInt());
      int features = x.readInt() * x.readInt();
      y.readLong();
      byte[] pixels = x.readNBytes(rows * features);
      byte[] digits = y.readNBytes(rows);
      return Rows.of(
          rows,
          features,
          classes,
          shards,
          (row, block, at) -> {
            FloatMatrix matrix = (FloatMatrix) block.features();
            int to = matrix.offset() + at * features;
            for (int i = 0; i < features; i++) {
              matrix.array()[to + i] = (pixels[(int) row * features + i] & 0xff) / 255f;
            }
            label(block, at, digits[(int) row]);
          });
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the images of " + images, e);
    }
  }

  /**
   * Gaussian features and labels drawn from a logistic model whose logits have a standard deviation
   * of 2; every row is a function of its number.
   */
  static Rows binary(long rows, int features, int shards) {
    double[] coefficients = coefficients(features);
    return Rows.of(
        rows, features, 2, shards, (row, block, at) -> writeGaussian(row, coefficients, block, at));
  }

  static double[] coefficients(int features) {
    SplitMix64 random = new SplitMix64(SplitMix64.derive(1, "bench coefficients"));
    double[] coefficients = new double[features];
    for (int i = 0; i < features; i++) {
      coefficients[i] = random.nextGaussian() * 2 / Math.sqrt(features);
    }
    return coefficients;
  }

  static void writeGaussian(long row, double[] coefficients, Block block, int at) {
    SplitMix64 random = new SplitMix64(SplitMix64.derive(2, row));
    FloatMatrix matrix = (FloatMatrix) block.features();
    int to = matrix.offset() + at * coefficients.length;
    double score = 0;
    for (int i = 0; i < coefficients.length; i++) {
      double value = random.nextGaussian();
      matrix.array()[to + i] = (float) value;
      score += coefficients[i] * value;
    }
    label(block, at, random.nextDouble() < 1 / (1 + Math.exp(-score)) ? 1 : 0);
  }

  /** A binary label, of weight 1. */
  static void label(Block block, int at, double label) {
    block.labels().set(0, at, label);
    block.weights().set(0, at, 1);
  }

  private static DataInputStream open(Path file) throws IOException {
    InputStream bytes = Files.newInputStream(file);
    return new DataInputStream(
        file.toString().endsWith(".gz") ? new GZIPInputStream(bytes, 1 << 16) : bytes);
  }

  /** All of a file, or, for a try, its first. */
  private static List<String> lines(Lab lab, Path file) {
    int most = lab.options().scaled(Integer.MAX_VALUE, 1_000);
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(open(file), StandardCharsets.UTF_8))) {
      return reader.lines().filter(line -> !line.isBlank()).limit(most).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the rows of " + file, e);
    }
  }
}
