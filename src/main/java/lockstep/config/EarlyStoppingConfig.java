package lockstep.config;

import static lockstep.config.UnacceptableValueException.require;

import java.util.Locale;

/**
 * When to stop before the last epoch.
 *
 * @param monitor the number watched
 * @param patience epochs without a better value before it stops; 0: never
 * @param restoreBest whether the parameters of the best epoch are kept
 */
public record EarlyStoppingConfig(Monitor monitor, int patience, boolean restoreBest)
    implements Section {

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

    /** The metric's name in history and metrics files, such as {@code weighted_f1}. */
    public String metric() {
      return name().substring(name().indexOf('_') + 1).toLowerCase(Locale.ROOT);
    }
  }

  /** Checks that patience is 0 or more. */
  public EarlyStoppingConfig {
    require(patience >= 0, "patience", "0 or more", patience);
  }
}
