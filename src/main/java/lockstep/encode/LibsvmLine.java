package lockstep.encode;

import java.util.Arrays;
import java.util.Optional;
import java.util.StringTokenizer;

/**
 * A row as LIBSVM and SVMlight write it: {@code label [qid:n] index:value ... [# comment]}, indices
 * from 1 on and rising, elements that are not written 0. ({@code svm-train}'s README, "data
 * format".)
 *
 * @param label a number, as written
 * @param features of {@link SparseVector#ANY_SIZE}; index i stands at i - 1
 */
public record LibsvmLine(String label, SparseVector features) {
  private static final String BLANKS = " \t\r\f\u000b";
  private static final String QUERY = "qid:";

  /** An index beyond it would be no size of an array. */
  private static final int LARGEST_INDEX = SparseVector.ANY_SIZE - 1;

  /**
   * Reads a line; nothing if it is blank or a comment.
   *
   * @throws IllegalArgumentException if it is neither; the message is only the end of a sentence,
   *     as in {@code expected a label that is a number, found "x"}
   */
  public static Optional<LibsvmLine> parse(String line) {
    int comment = line.indexOf('#');
    StringTokenizer words =
        new StringTokenizer(comment < 0 ? line : line.substring(0, comment), BLANKS);
    if (!words.hasMoreTokens()) {
      return Optional.empty();
    }
    String label = words.nextToken();
    if (Double.isNaN(NumberText.parse(label))) {
      throw mistake("a label that is a number", label);
    }
    int[] indices = new int[words.countTokens()];
    double[] values = new double[indices.length];
    int count = 0;
    while (words.hasMoreTokens()) {
      String word = words.nextToken();
      if (!word.startsWith(QUERY)) {
        int colon = word.indexOf(':');
        if (colon < 0) {
          throw mistake("index:value", word);
        }
        indices[count] = position(word, colon, count == 0 ? -1 : indices[count - 1]);
        values[count++] = value(word, colon);
      }
    }
    return Optional.of(
        new LibsvmLine(
            label,
            new SparseVector(
                SparseVector.ANY_SIZE,
                Arrays.copyOf(indices, count),
                Arrays.copyOf(values, count))));
  }

  private static int position(String word, int colon, int before) {
    long index = colon == 0 || colon > 10 ? -1 : 0;
    for (int i = 0; i < colon && index >= 0; i++) {
      int digit = word.charAt(i) - '0';
      index = digit < 0 || digit > 9 ? -1 : 10 * index + digit;
    }
    if (index < 1 || index > LARGEST_INDEX) {
      throw mistake("an index of 1 to " + LARGEST_INDEX, word);
    }
    if (index - 1 <= before) {
      throw mistake("an index above %d, the one before".formatted(before + 1), word);
    }
    return (int) index - 1;
  }

  private static double value(String word, int colon) {
    double value = NumberText.parse(word.substring(colon + 1));
    if (Double.isNaN(value)) {
      throw mistake("a number after the colon", word);
    }
    return value;
  }

  private static IllegalArgumentException mistake(String expected, String found) {
    return new IllegalArgumentException(
        "expected %s, found %s".formatted(expected, BadValueException.shown(found)));
  }
}
