package lockstep.generate;

import java.util.List;

/**
 * The coefficients of the patients' table: a hand-set logistic model near what a fit of the public
 * stroke table gives, the same for every seed. Numeric columns count in standard deviations from
 * their mean, categories against the category that is not listed.
 */
final class PatientTruth {
  /**
   * Means and standard deviations of the generated columns, rounded; body mass is imputed by its.
   */
  static final double MEAN_AGE = 43.1;

  static final double SD_AGE = 22.8;
  static final double MEAN_GLUCOSE = 108;
  static final double SD_GLUCOSE = 44;
  static final double MEAN_BODY_MASS = 28.9;
  static final double SD_BODY_MASS = 7.6;

  static final LinearTruth TRUTH =
      new LinearTruth(
          Link.LOGISTIC,
          List.of(
              new LinearScore(
                  "label",
                  -4.05,
                  List.of(
                      new Term.Level("gender", "Male", 0.1),
                      new Term.Scaled("age", MEAN_AGE, SD_AGE, 1.5),
                      new Term.Scaled("hypertension", 0, 1, 0.5),
                      new Term.Scaled("heart_disease", 0, 1, 0.4),
                      new Term.Level("ever_married", "Yes", -0.2),
                      new Term.Level("work_type", "Self-employed", -0.3),
                      new Term.Level("work_type", "Govt_job", -0.1),
                      new Term.Level("work_type", "children", 0.3),
                      new Term.Level("Residence_type", "Urban", 0.1),
                      new Term.Scaled("avg_glucose_level", MEAN_GLUCOSE, SD_GLUCOSE, 0.25),
                      new Term.Scaled("bmi", MEAN_BODY_MASS, SD_BODY_MASS, 0.15),
                      new Term.Level("smoking_status", "smokes", 0.4),
                      new Term.Level("smoking_status", "formerly smoked", 0.2),
                      new Term.Level("smoking_status", "Unknown", -0.1)))),
          0);

  private PatientTruth() {}
}
