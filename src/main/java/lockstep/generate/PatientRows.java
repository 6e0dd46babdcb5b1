package lockstep.generate;

import java.util.List;
import lockstep.linalg.SplitMix64;

/**
 * Patients and whether they had a stroke: the twelve columns, the categories and about the marginal
 * and joint frequencies of the public stroke table (5,110 rows; risk factors rise with age, body
 * mass with age up to forty, the unmarried and the children are young). Nothing of that table is
 * copied: the constants here are rounded summaries of it.
 *
 * <p>The label is logistic in {@link PatientTruth}'s terms. A missing body mass index counts as its
 * mean, so imputing the mean loses nothing.
 */
final class PatientRows implements RowGenerator {
  static final double MISSING_RATE = 0.04;

  private static final List<Column> COLUMNS =
      List.of(
          new Column("id", Column.Type.INTEGER),
          new Column("gender", Column.Type.TEXT),
          new Column("age", Column.Type.REAL),
          new Column("hypertension", Column.Type.INTEGER),
          new Column("heart_disease", Column.Type.INTEGER),
          new Column("ever_married", Column.Type.TEXT),
          new Column("work_type", Column.Type.TEXT),
          new Column("Residence_type", Column.Type.TEXT),
          new Column("avg_glucose_level", Column.Type.REAL),
          new Column("bmi", Column.Type.REAL),
          new Column("smoking_status", Column.Type.TEXT),
          new Column("label", Column.Type.INTEGER));

  private static final PiecewiseLinear AGE_QUANTILE =
      new PiecewiseLinear(
          new double[] {0, 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 1},
          new double[] {0, 1, 5, 25, 45, 61, 79, 82});
  private static final PiecewiseLinear BODY_MASS_AT_AGE =
      new PiecewiseLinear(new double[] {0, 20, 40, 60, 82}, new double[] {17, 26, 31, 31, 28});

  private final long tableSeed;
  private final LinearTruth truth;
  private final List<Term> terms;
  private final int[] positions;

  PatientRows(long seed) {
    tableSeed = SplitMix64.derive(seed, Kind.PATIENTS.word());
    truth = PatientTruth.TRUTH;
    terms = truth.outputs().get(0).terms();
    List<String> names = COLUMNS.stream().map(Column::name).toList();
    positions = terms.stream().mapToInt(term -> names.indexOf(term.column())).toArray();
  }

  @Override
  public List<Column> columns() {
    return COLUMNS;
  }

  @Override
  public LinearTruth truth() {
    return truth;
  }

  @Override
  public GeneratedRow row(long number) {
    SplitMix64 random = new SplitMix64(SplitMix64.derive(tableSeed, number));
    Object[] cells = new Object[COLUMNS.size()];
    double age = age(random.nextDouble());
    String gender = gender(random.nextDouble());
    boolean hypertension = random.nextDouble() < Link.sigmoid(-5.6 + 0.06 * age);
    double heartLogit = -7.9 + 0.08 * age + (gender.equals("Male") ? 0.7 : 0);
    cells[0] = number + 1;
    cells[1] = gender;
    cells[2] = age;
    cells[3] = hypertension ? 1L : 0L;
    cells[4] = random.nextDouble() < Link.sigmoid(heartLogit) ? 1L : 0L;
    double married = age < 18 ? 0 : 0.93 * Link.sigmoid((age - 27) / 3.5);
    cells[5] = random.nextDouble() < married ? "Yes" : "No";
    cells[6] = work(age, random.nextDouble());
    cells[7] = random.nextDouble() < 0.51 ? "Urban" : "Rural";
    cells[8] = glucose(age, random);
    double bodyMass = bodyMass(age, hypertension, random);
    cells[9] = random.nextDouble() < MISSING_RATE ? null : (Double) bodyMass;
    cells[10] = smoking(age, random.nextDouble());
    double[] scores = {score(cells)};
    double[] labels = truth.draw(scores, random);
    cells[11] = (long) labels[0];
    return new GeneratedRow(cells, scores, labels);
  }

  private double score(Object[] cells) {
    double score = truth.outputs().get(0).intercept();
    for (int i = 0; i < positions.length; i++) {
      score += terms.get(i).contribution(cells[positions[i]]);
    }
    return score;
  }

  /** Whole years from two on, months in hundredths of a year before. */
  private static double age(double u) {
    double years = AGE_QUANTILE.at(u);
    return years < 2 ? Link.round(Math.rint(1 + 11 * years) / 12, 2) : Math.rint(years);
  }

  private static String gender(double u) {
    return u < 0.0002 ? "Other" : u < 0.586 ? "Female" : "Male";
  }

  private static String work(double age, double u) {
    if (age < 13) {
      return "children";
    }
    if (age < 18) {
      return u < 0.45 ? "children" : u < 0.5 ? "Never_worked" : "Private";
    }
    double self = 0.03 + 0.005 * (age - 18);
    return u < self ? "Self-employed" : u < self + 0.15 ? "Govt_job" : "Private";
  }

  /** mg/dL: normal around 90, or around 204 for the diabetic, whose share rises with age. */
  private static double glucose(double age, SplitMix64 random) {
    boolean diabetic = random.nextDouble() < Link.sigmoid(-3.2 + 0.03 * age);
    while (true) {
      double deviate = random.nextGaussian();
      double level = diabetic ? 204 + 27 * deviate : 90 + 20 * deviate;
      if (level >= 55 && level <= 272) {
        return Link.round(level, 2);
      }
    }
  }

  /** kg/m2: log-normal around a curve of age. */
  private static double bodyMass(double age, boolean hypertension, SplitMix64 random) {
    double middle = BODY_MASS_AT_AGE.at(age) + (hypertension ? 1.5 : 0);
    double bodyMass = middle * StrictMath.exp(0.22 * random.nextGaussian());
    return Link.round(Math.min(Math.max(bodyMass, 10), 98), 1);
  }

  private static String smoking(double age, double u) {
    double unknown = age < 10 ? 1 : age < 18 ? 0.6 : 0.2;
    double formerly = unknown + Math.max(0, 0.03 + 0.0035 * (age - 10));
    double smokes = formerly + (age < 18 ? 0.04 : age < 65 ? 0.23 : 0.11);
    return u < unknown
        ? "Unknown"
        : u < formerly ? "formerly smoked" : u < smokes ? "smokes" : "never smoked";
  }
}
