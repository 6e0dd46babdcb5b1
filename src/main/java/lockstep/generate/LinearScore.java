package lockstep.generate;

import java.util.List;
import java.util.function.Function;

/**
 * One output of the truth: intercept + sum of terms, added in the order of the list.
 *
 * @param output the label column, or the class, that the score is for
 */
public record LinearScore(String output, double intercept, List<Term> terms) {
  /** Keeps its own copy of the terms. */
  public LinearScore {
    terms = List.copyOf(terms);
  }

  /**
   * The score of a raw row.
   *
   * @param cell from column name to cell, typed or as text
   */
  public double score(Function<String, ?> cell) {
    double score = intercept;
    for (Term term : terms) {
      score += term.contribution(cell.apply(term.column()));
    }
    return score;
  }
}
