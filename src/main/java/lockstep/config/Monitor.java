package lockstep.config;

import java.util.Locale;

/** A number of the history, known after every epoch. */
public enum Monitor {
  TRAIN_LOSS(false),
  VALIDATION_LOSS(false),
  VALIDATION_ACCURACY(true),
  VALIDATION_WEIGHTED_F1(true),
  VALIDATION_MACRO_F1(true),
  VALIDATION_ROC_AUC(true),
  VALIDATION_PR_AUC(true),
  VALIDATION_RMSE(false),
  VALIDATION_MAE(false),
  VALIDATION_R2(true),
  VALIDATION_HAMMING_LOSS(false),
  VALIDATION_MICRO_F1(true),
  VALIDATION_SUBSET_ACCURACY(true);

  private final boolean higherIsBetter;

  Monitor(boolean higherIsBetter) {
    this.higherIsBetter = higherIsBetter;
  }

  /** Whether a larger value is the better one. */
  public boolean higherIsBetter() {
    return higherIsBetter;
  }

  /** Whether it is measured on the validation rows, not on the training rows. */
  public boolean onValidation() {
    return this != TRAIN_LOSS;
  }

  /** The name in the job file, such as {@code validation-weighted-f1}. */
  public String label() {
    return Keys.spelling(this);
  }

  /** The metric's name in history and metrics files, such as {@code weighted_f1}. */
  public String metric() {
    return name().substring(name().indexOf('_') + 1).toLowerCase(Locale.ROOT);
  }
}
