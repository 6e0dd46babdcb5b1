package lockstep.encode;

/**
 * Reads plain decimal numbers: {@code [+-] digits [. digits] [e [+-] digits]}, a digit at least
 * before or after the point. Narrower than {@link Double#parseDouble}, to which "1d", "0x1p3",
 * "NaN" and "Infinity" are numbers too; and it answers NaN where that throws, since a text column
 * asks this of every row.
 */
final class NumberText {
  private static final int EXACT_DIGITS = 15;
  private static final double[] POWERS_OF_TEN = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };

  private NumberText() {}

  /**
   * The nearest double, or NaN if the text is no plain decimal number or beyond the doubles. Up to
   * 15 digits the digits and the power of ten are exact doubles, so that one division rounds
   * correctly (Clinger, "How to read floating point numbers accurately", 1990). Negative zero is
   * read as zero.
   */
  static double parse(String text) {
    int length = text.length();
    int start = length > 0 && isSign(text.charAt(0)) ? 1 : 0;
    long mantissa = 0;
    int digits = 0;
    int point = -1;
    for (int i = start; i < length; i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        mantissa = 10 * mantissa + (c - '0');
        digits++;
      } else if (c == '.' && point < 0) {
        point = digits;
      } else {
        return parseSlowly(text);
      }
    }
    if (digits == 0 || digits > EXACT_DIGITS) {
      return parseSlowly(text);
    }
    double magnitude = point < 0 ? mantissa : mantissa / POWERS_OF_TEN[digits - point];
    return start == 1 && text.charAt(0) == '-' ? 0.0 - magnitude : magnitude;
  }

  private static double parseSlowly(String text) {
    if (!isDecimal(text)) {
      return Double.NaN;
    }
    double value = Double.parseDouble(text) + 0.0;
    return Double.isInfinite(value) ? Double.NaN : value;
  }

  private static boolean isDecimal(String text) {
    int start = !text.isEmpty() && isSign(text.charAt(0)) ? 1 : 0;
    int whole = afterDigits(text, start);
    int end = whole;
    int digits = whole - start;
    if (whole < text.length() && text.charAt(whole) == '.') {
      end = afterDigits(text, whole + 1);
      digits += end - whole - 1;
    }
    if (digits == 0) {
      return false;
    }
    if (end < text.length() && (text.charAt(end) == 'e' || text.charAt(end) == 'E')) {
      int exponent = end + 1;
      if (exponent < text.length() && isSign(text.charAt(exponent))) {
        exponent++;
      }
      end = afterDigits(text, exponent);
      if (end == exponent) {
        return false;
      }
    }
    return end == text.length();
  }

  private static int afterDigits(String text, int from) {
    int i = from;
    while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
      i++;
    }
    return i;
  }

  private static boolean isSign(char c) {
    return c == '-' || c == '+';
  }
}
