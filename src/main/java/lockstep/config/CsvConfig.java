package lockstep.config;

import static lockstep.config.UnacceptableValueException.require;

import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.util.List;

/**
 * How CSV is read.
 *
 * @param delimiter one character
 * @param quote one character, or empty for none
 * @param multiLine whether quoted fields may hold line ends
 * @param encoding a character set this Java knows
 * @param nullValues the fields that mean "missing", as written
 */
public record CsvConfig(
    boolean header,
    String delimiter,
    String quote,
    MultiLine multiLine,
    String encoding,
    List<String> nullValues)
    implements Section {

  /** Whether quoted fields may hold line ends: {@code auto}, {@code true} or {@code false}. */
  public enum MultiLine {
    AUTO,
    TRUE,
    FALSE;

    /** The value in the job file: a word or a truth value. */
    @JsonValue
    Object written() {
      return this == AUTO ? (Object) "auto" : this == TRUE;
    }
  }

  /**
   * The list is copied.
   *
   * @throws IllegalArgumentException for a delimiter or quote of another length, equal ones, or an
   *     unknown encoding
   */
  public CsvConfig {
    require(delimiter.length() == 1, "delimiter", "one character, perhaps in quotes", delimiter);
    require(quote.length() <= 1, "quote", "one character or none", quote);
    require(!quote.equals(delimiter), "quote", "another character than the delimiter", quote);
    require(known(encoding), "encoding", "a character encoding such as UTF-8", encoding);
    nullValues = List.copyOf(nullValues);
  }

  private static boolean known(String encoding) {
    try {
      return Charset.isSupported(encoding);
    } catch (IllegalCharsetNameException e) {
      return false;
    }
  }
}
