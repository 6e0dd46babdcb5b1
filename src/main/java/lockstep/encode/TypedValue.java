package lockstep.encode;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/** What a cell that is not a text stands for, as a number and as a category. */
final class TypedValue {
  private static final double LARGEST_PLAIN_INTEGER = 1e15;
  private static final double NANOSECOND = 1e-9;

  private TypedValue() {}

  /**
   * The cell as a number: booleans 0 and 1, dates in days and times in seconds since 1970-01-01
   * (UTC). NaN stands for missing; an infinity is passed on.
   *
   * @throws BadValueException for a type that has no place in a table
   */
  static double number(String column, Object value) {
    if (value instanceof Number number) {
      // Adding zero turns negative zero into zero: one value, one bit pattern.
      return number.doubleValue() + 0.0;
    }
    if (value instanceof Boolean bool) {
      return bool ? 1 : 0;
    }
    LocalDate date = date(value);
    if (date != null) {
      return date.toEpochDay();
    }
    Instant instant = instant(value);
    if (instant != null) {
      return instant.getEpochSecond() + instant.getNano() * NANOSECOND;
    }
    throw new BadValueException(column, value, "a text, number, boolean, date, time or vector");
  }

  /**
   * The cell as a category: numbers by {@link #text(double)}, booleans "true" and "false", dates
   * and times as ISO-8601 writes them (times in UTC); null for a number that is NaN.
   */
  static String text(String column, Object value) {
    if (value instanceof Boolean) {
      return value.toString();
    }
    LocalDate date = date(value);
    if (date != null) {
      return date.toString();
    }
    Instant instant = instant(value);
    if (instant != null) {
      return instant.toString();
    }
    double number = number(column, value);
    return Double.isNaN(number) ? null : text(number);
  }

  /** The one text of a number: whole numbers without a point ("1", not "1.0"). */
  static String text(double number) {
    return Math.rint(number) == number && Math.abs(number) < LARGEST_PLAIN_INTEGER
        ? Long.toString((long) number)
        : Double.toString(number);
  }

  private static LocalDate date(Object value) {
    if (value instanceof java.sql.Date date) {
      return date.toLocalDate();
    }
    return value instanceof LocalDate date ? date : null;
  }

  private static Instant instant(Object value) {
    if (value instanceof java.util.Date time && !(value instanceof java.sql.Time)) {
      return time.toInstant();
    }
    if (value instanceof LocalDateTime time) {
      return time.toInstant(ZoneOffset.UTC);
    }
    if (value instanceof OffsetDateTime time) {
      return time.toInstant();
    }
    if (value instanceof ZonedDateTime time) {
      return time.toInstant();
    }
    return value instanceof Instant instant ? instant : null;
  }
}
