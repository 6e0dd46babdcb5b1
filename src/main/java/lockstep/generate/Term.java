package lockstep.generate;

import java.util.Map;

/** One summand of a linear score: a coefficient times a meaning of one column's cell. */
public sealed interface Term permits Term.Scaled, Term.Level, Term.Element {
  /** The column the term reads. */
  String column();

  /** What one unit of the meaning adds to the score. */
  double coefficient();

  /**
   * What this cell adds to the score.
   *
   * @param cell as the table has it: a number, its text, or null or {@code N/A} for missing; of an
   *     {@link Element} a map as {@link Column.Type#VECTOR} says
   */
  double contribution(Object cell);

  /**
   * coefficient (cell - center) / scale; 0 for a missing cell, as if it held the center.
   *
   * @param scale more than 0, in the unit of the column
   */
  record Scaled(String column, double center, double scale, double coefficient) implements Term {
    @Override
    public double contribution(Object cell) {
      if (cell == null || MISSING.equals(cell)) {
        return 0;
      }
      double value =
          cell instanceof Number number
              ? number.doubleValue()
              : Double.parseDouble(cell.toString());
      return coefficient * ((value - center) / scale);
    }
  }

  /** The coefficient where the cell is this category, else 0. */
  record Level(String column, String level, double coefficient) implements Term {
    @Override
    public double contribution(Object cell) {
      return level.equals(cell) ? coefficient : 0;
    }
  }

  /**
   * The coefficient times one element of a vector.
   *
   * @param element counted from 0
   */
  record Element(String column, int element, double coefficient) implements Term {
    @Override
    public double contribution(Object cell) {
      Object value = ((Map<?, ?>) cell).get(element);
      return value == null ? 0 : coefficient * (Double) value;
    }
  }

  /** How a missing cell is written in a table of text. */
  String MISSING = "N/A";
}
