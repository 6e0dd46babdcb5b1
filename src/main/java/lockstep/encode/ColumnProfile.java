package lockstep.encode;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * What the training rows hold in one column. Rows of weight 0 count as absent, except that a text
 * in them still makes the column one of texts (they are encoded like any other row) and that the
 * classes of a label are counted in all rows.
 */
public final class ColumnProfile implements Serializable {
  private static final long serialVersionUID = 1;

  private final String name;
  private final ColumnUse use;
  private final RawValues rawValues;
  private final TextCounts texts;
  private final Moments moments = new Moments();
  private Moments[] elements = {};
  private long missing;
  private long numbers;
  private long numericTexts;
  private boolean typed;
  private String leastText;

  // The cell read last, kept until the whole row has been read and can be counted.
  private transient String pendingText;
  private transient double pendingNumber;
  private transient double[] pendingVector;

  ColumnProfile(String name, ColumnUse use, RawValues rawValues, int textLimit) {
    this.name = name;
    this.use = use;
    this.rawValues = rawValues;
    texts = new TextCounts(use.refusesText() && !use.isLabel() ? 0 : textLimit);
  }

  /** Reads a cell without counting it. */
  void read(Object value) {
    pendingText = null;
    pendingNumber = Double.NaN;
    pendingVector = null;
    if (value instanceof String raw) {
      readText(raw);
    } else if (value instanceof double[] vector) {
      readVector(vector);
    } else if (value != null) {
      readTyped(value);
    }
    if (use.isLabel() && pendingText == null && Double.isNaN(pendingNumber)) {
      throw new BadValueException(name, null, "a label");
    }
  }

  private void readText(String raw) {
    pendingText = rawValues.present(raw);
    if (pendingText != null && use != ColumnUse.CATEGORICAL) {
      pendingNumber = NumberText.parse(pendingText);
      if (use.refusesText() && Double.isNaN(pendingNumber)) {
        throw new BadValueException(name, raw, "a number");
      }
    }
  }

  private void readTyped(Object value) {
    if (use == ColumnUse.CATEGORICAL || (use == ColumnUse.LABEL && value instanceof Boolean)) {
      pendingText = rawValues.text(name, value);
      return;
    }
    pendingNumber = rawValues.number(name, value);
    // Texts of numbers cost more than all the rest: only where a number may be a class.
    if (use == ColumnUse.LABEL && !Double.isNaN(pendingNumber) && !texts.overflowed()) {
      pendingText = TypedValue.text(pendingNumber);
    }
  }

  private void readVector(double[] vector) {
    boolean vectorsRefused = use != ColumnUse.AUTO && use != ColumnUse.NUMERIC;
    if (vectorsRefused || (elements.length == 0 && (leastText != null || numbers > 0))) {
      throw new BadValueException(name, vector, "a text or a number");
    }
    if (vector.length == 0 || (elements.length > 0 && vector.length != elements.length)) {
      String size = elements.length == 0 ? "at least 1" : Integer.toString(elements.length);
      throw new BadValueException(name, vector, "a vector of size " + size);
    }
    for (double element : vector) {
      RawValues.finite(name, element);
    }
    pendingVector = vector;
  }

  /** Counts the cell read last. */
  void count(double weight) {
    if (pendingVector != null) {
      countVector(weight);
      return;
    }
    boolean number = !Double.isNaN(pendingNumber);
    if (pendingText != null) {
      countText(number, weight);
    } else {
      typed |= number;
    }
    if (weight == 0) {
      return;
    }
    if (number) {
      numbers++;
      moments.add(pendingNumber, weight);
    } else if (pendingText == null) {
      missing++;
    }
  }

  private void countText(boolean number, double weight) {
    if (!number && (leastText == null || pendingText.compareTo(leastText) < 0)) {
      leastText = pendingText;
    }
    if (weight > 0 || use.isLabel()) {
      numericTexts += number ? 1 : 0;
      texts.add(pendingText);
    }
  }

  private void countVector(double weight) {
    if (elements.length == 0) {
      elements = Stream.generate(Moments::new).limit(pendingVector.length).toArray(Moments[]::new);
    }
    for (int i = 0; i < elements.length; i++) {
      if (!Double.isNaN(pendingVector[i])) {
        elements[i].add(pendingVector[i], weight);
      }
    }
  }

  void add(ColumnProfile other) {
    if (elements.length == 0) {
      elements = new Moments[other.elements.length];
      for (int i = 0; i < elements.length; i++) {
        elements[i] = new Moments();
      }
    } else if (other.elements.length > 0 && elements.length != other.elements.length) {
      throw new BadValueException(
          name, new double[other.elements.length], "a vector of size " + elements.length);
    }
    for (int i = 0; i < other.elements.length; i++) {
      elements[i].add(other.elements[i]);
    }
    moments.add(other.moments);
    texts.add(other.texts);
    missing += other.missing;
    numbers += other.numbers;
    numericTexts += other.numericTexts;
    typed |= other.typed;
    if (leastText == null
        || (other.leastText != null && other.leastText.compareTo(leastText) < 0)) {
      leastText = other.leastText;
    }
  }

  /** The column's name. */
  public String name() {
    return name;
  }

  /** How this profile was taken. */
  public ColumnUse use() {
    return use;
  }

  /** Rows (of positive weight) without a value. */
  public long missing() {
    return missing;
  }

  /** Rows (of positive weight) with a number, typed or as a text. */
  public long numbers() {
    return numbers;
  }

  /** Rows whose number is written as a text. */
  public long numericTexts() {
    return numericTexts;
  }

  /** The least text that is no number, by {@link String#compareTo}, if there is one. */
  public Optional<String> leastText() {
    return Optional.ofNullable(leastText);
  }

  /** Whether typed numbers and texts that are no numbers stand side by side. */
  boolean isMixed() {
    return typed && leastText != null;
  }

  /** The exact sums of the column's numbers. */
  public Moments moments() {
    return moments;
  }

  /** The exact sums of each element of a vector column [size]; empty for other columns. */
  public List<Moments> elements() {
    return List.of(elements);
  }

  /**
   * Rows by text, sorted; not kept where {@link #overflowed()}, for numeric features and typed
   * numbers.
   */
  public SortedMap<String, Long> textCounts() {
    return texts.counts();
  }

  /** Whether the column has more different texts than a profile counts. */
  public boolean overflowed() {
    return texts.overflowed();
  }
}
