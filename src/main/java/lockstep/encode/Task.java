package lockstep.encode;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What is learned: it decides how labels become numbers, and how many outputs a network has. */
public enum Task {
  /** Two classes: one number, 0 or 1; one output. */
  @JsonProperty("binary")
  BINARY,
  /** Several classes of which one holds: one number, the class index; an output per class. */
  @JsonProperty("multiclass")
  MULTICLASS,
  /** Several labels which hold or not independently: a 0 or 1 and an output for each. */
  @JsonProperty("multilabel")
  MULTILABEL,
  /** One or several numbers: a number and an output for each. */
  @JsonProperty("regression")
  REGRESSION;

  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
