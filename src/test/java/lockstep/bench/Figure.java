package lockstep.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * One line of the table.
 *
 * @param caseName of the case
 * @param what was measured
 * @param unit of the median
 * @param median over the rounds; null where there is no figure
 * @param ratio over the peer; null where there is none
 * @param peer what it is compared with; null where there is none
 * @param target in words; null where there is none
 * @param met whether the ratio keeps to it; null without one
 * @param samples one of each round, in the unit
 * @param note what a reader should know; null if nothing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Figure(
    String caseName,
    String what,
    String unit,
    Double median,
    Double ratio,
    String peer,
    String target,
    Boolean met,
    List<Double> samples,
    String note) {

  /** A line that only says something. */
  static Figure said(String caseName, String what, String note) {
    return new Figure(caseName, what, "", null, null, null, null, null, List.of(), note);
  }

  /** A line of a race, without ratio. */
  static Figure of(String caseName, String what, Race race, String name) {
    List<Double> samples = java.util.Arrays.stream(race.times().get(name)).boxed().toList();
    return new Figure(
        caseName, what, "ms", race.median(name), null, null, null, null, samples, null);
  }

  /** A line of one number that was measured once. */
  static Figure single(String caseName, String what, String unit, double value) {
    return new Figure(caseName, what, unit, value, null, null, null, null, List.of(value), null);
  }

  /** The same, compared. */
  Figure over(String otherPeer, double otherRatio) {
    return new Figure(
        caseName, what, unit, median, otherRatio, otherPeer, target, met, samples, note);
  }

  /** The same, with the largest ratio wanted. */
  Figure atMost(double limit) {
    return judged("<= " + number(limit), ratio <= limit);
  }

  /** The same, with the smallest ratio wanted. */
  Figure atLeast(double limit) {
    return judged(">= " + number(limit), ratio >= limit);
  }

  /** The same, with the largest value wanted. */
  Figure valueAtMost(double limit) {
    return judged("<= " + limit, median <= limit);
  }

  /** The same, with a remark. */
  Figure noting(String remark) {
    return new Figure(caseName, what, unit, median, ratio, peer, target, met, samples, remark);
  }

  private Figure judged(String wanted, boolean kept) {
    return new Figure(caseName, what, unit, median, ratio, peer, wanted, kept, samples, note);
  }

  /** Three significant digits, without exponent where it can be read without. */
  static String number(double value) {
    double size = Math.abs(value);
    if (value == 0 || Double.isNaN(value)) {
      return value == 0 ? "0" : "-";
    }
    if (size >= 1000) {
      return "%,.0f".formatted(value);
    }
    int decimals = Math.max(0, 2 - (int) Math.floor(Math.log10(size)));
    return "%.{n}f".replace("{n}", "" + Math.min(decimals, 7)).formatted(value);
  }
}
