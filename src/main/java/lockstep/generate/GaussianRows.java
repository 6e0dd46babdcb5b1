package lockstep.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import lockstep.linalg.SplitMix64;

/**
 * Independent standard normal features and labels that depend on them linearly. The coefficients of
 * every output are a random direction of length {@link #SIGNAL_SD}: whatever the seed and the
 * number of features, a score is normal with that standard deviation, so tables of all sizes are
 * equally hard.
 */
final class GaussianRows implements RowGenerator {
  static final double SIGNAL_SD = 2;
  static final double NOISE_SD = 0.5;
  static final double BINARY_INTERCEPT = -1;
  static final double TARGET_INTERCEPT = 10;
  private static final double INTERCEPT_SD = 0.5;

  private final Kind kind;
  private final int features;
  private final long tableSeed;
  private final double[] intercepts;
  private final double[][] coefficients;
  private final String[] classes;
  private final LinearTruth truth;

  GaussianRows(TableSpec spec) {
    kind = spec.kind();
    features = spec.features();
    tableSeed = SplitMix64.derive(spec.seed(), kind.word());
    int outputs = kind == Kind.MULTICLASS || kind == Kind.MULTILABEL ? spec.classes() : 1;
    SplitMix64 random = new SplitMix64(SplitMix64.derive(tableSeed, "coefficients"));
    intercepts = new double[outputs];
    coefficients = new double[outputs][];
    for (int i = 0; i < outputs; i++) {
      intercepts[i] = intercept(random);
      coefficients[i] = direction(random);
    }
    classes = IntStream.range(0, outputs).mapToObj(i -> "c" + i).toArray(String[]::new);
    truth = describe();
  }

  @Override
  public List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    for (int j = 0; j < features; j++) {
      columns.add(new Column("x" + j, Column.Type.REAL));
    }
    Column.Type type =
        switch (kind) {
          case MULTICLASS -> Column.Type.TEXT;
          case REGRESSION -> Column.Type.REAL;
          default -> Column.Type.INTEGER;
        };
    int labels = kind == Kind.MULTILABEL ? intercepts.length : 1;
    for (int i = 0; i < labels; i++) {
      columns.add(new Column(labelName(i), type));
    }
    return List.copyOf(columns);
  }

  @Override
  public LinearTruth truth() {
    return truth;
  }

  @Override
  public GeneratedRow row(long number) {
    SplitMix64 random = new SplitMix64(SplitMix64.derive(tableSeed, number));
    double[] x = new double[features];
    for (int j = 0; j < features; j++) {
      x[j] = Link.round(random.nextGaussian(), Link.DECIMALS);
    }
    double[] scores = intercepts.clone();
    for (int i = 0; i < scores.length; i++) {
      for (int j = 0; j < features; j++) {
        scores[i] += coefficients[i][j] * x[j];
      }
    }
    double[] labels = truth.draw(scores, random);
    Object[] cells = new Object[features + labels.length];
    for (int j = 0; j < features; j++) {
      cells[j] = x[j];
    }
    for (int i = 0; i < labels.length; i++) {
      cells[features + i] = labelCell(labels[i]);
    }
    return new GeneratedRow(cells, scores, labels);
  }

  private Object labelCell(double label) {
    return switch (kind) {
      case MULTICLASS -> classes[(int) label];
      case REGRESSION -> label;
      default -> (long) label;
    };
  }

  private String labelName(int i) {
    return kind == Kind.MULTILABEL ? "label_" + i : "label";
  }

  private double intercept(SplitMix64 random) {
    return switch (kind) {
      case MULTICLASS -> INTERCEPT_SD * random.nextGaussian();
      case MULTILABEL -> BINARY_INTERCEPT + INTERCEPT_SD * random.nextGaussian();
      case REGRESSION -> TARGET_INTERCEPT;
      default -> BINARY_INTERCEPT;
    };
  }

  private double[] direction(SplitMix64 random) {
    double[] direction = new double[features];
    double squares = 0;
    for (int j = 0; j < features; j++) {
      direction[j] = random.nextGaussian();
      squares += direction[j] * direction[j];
    }
    double scale = SIGNAL_SD / Math.sqrt(squares);
    for (int j = 0; j < features; j++) {
      direction[j] *= scale;
    }
    return direction;
  }

  private LinearTruth describe() {
    List<LinearScore> outputs = new ArrayList<>();
    for (int i = 0; i < intercepts.length; i++) {
      List<Term> terms = new ArrayList<>();
      for (int j = 0; j < features; j++) {
        terms.add(new Term.Scaled("x" + j, 0, 1, coefficients[i][j]));
      }
      String output = kind == Kind.MULTICLASS ? classes[i] : labelName(i);
      outputs.add(new LinearScore(output, intercepts[i], terms));
    }
    return switch (kind) {
      case MULTICLASS -> new LinearTruth(Link.SOFTMAX, outputs, 0);
      case REGRESSION -> new LinearTruth(Link.IDENTITY, outputs, NOISE_SD);
      default -> new LinearTruth(Link.LOGISTIC, outputs, 0);
    };
  }
}
