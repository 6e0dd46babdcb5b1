package lockstep.encode;

import java.io.Serializable;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What the training rows hold in one column. Rows of weight 0 count as absent, except that a text
 * in them still makes the column one of texts (they are encoded like any other row) and that the
 * classes of a label are counted in all rows.
 */
public final class ColumnProfile implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int NO_VECTOR = -1;

  private final String name;
  private final ColumnUse use;
  private final RawValues rawValues;
  private final EndlessSize endless;
  private final TextCounts texts;
  private final Moments moments = new Moments();
  private VectorMoments vectors;
  // The size of every vector, or any as soon as one is of any size.
  private int vectorSize = NO_VECTOR;
  private long missing;
  private long numbers;
  private long numericTexts;
  private boolean typed;
  private String leastText;

  // The cell read last, kept until the whole row has been read and can be counted.
  private transient String pendingText;
  private transient double pendingNumber;
  private transient Object pendingVector;

  ColumnProfile(
      String name, ColumnUse use, RawValues rawValues, int textLimit, EndlessSize endless) {
    this.name = name;
    this.use = use;
    this.rawValues = rawValues;
    this.endless = endless;
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
      readVector(vector, vector, vector.length);
    } else if (value instanceof SparseVector vector) {
      readVector(vector, vector.values(), vector.size());
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

  private void readVector(Object vector, double[] numbers, int size) {
    boolean vectorsRefused = use != ColumnUse.AUTO && use != ColumnUse.NUMERIC;
    if (vectorsRefused || (!isVector() && (leastText != null || this.numbers > 0))) {
      throw new BadValueException(name, vector, "a text or a number");
    }
    if (size == 0 || commonSize(size) == NO_VECTOR) {
      String expected = isVector() ? Integer.toString(vectorSize) : "at least 1";
      throw new BadValueException(name, vector, "a vector of size " + expected);
    }
    if (size == SparseVector.ANY_SIZE) {
      endless.check(name, (SparseVector) vector);
    }
    for (double number : numbers) {
      RawValues.finite(name, number);
    }
    pendingVector = vector;
  }

  /** The size of a column's vectors so far and one more, or none if they have no size in common. */
  private int commonSize(int size) {
    if (vectorSize == NO_VECTOR || size == vectorSize || size == SparseVector.ANY_SIZE) {
      return size;
    }
    return vectorSize == SparseVector.ANY_SIZE ? vectorSize : NO_VECTOR;
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
    int size =
        pendingVector instanceof SparseVector sparse
            ? sparse.size()
            : ((double[]) pendingVector).length;
    vectorSize = commonSize(size);
    if (vectors == null) {
      vectors = new VectorMoments();
    }
    if (weight > 0) {
      vectors.add(pendingVector, weight);
    }
  }

  private void addVectors(ColumnProfile other) {
    if (!other.isVector()) {
      return;
    }
    int common = commonSize(other.vectorSize);
    if (common == NO_VECTOR) {
      throw new BadValueException(
          name, new double[other.vectorSize], "a vector of size " + vectorSize);
    }
    vectorSize = common;
    if (vectors == null) {
      vectors = new VectorMoments();
    }
    vectors.add(other.vectors);
  }

  void add(ColumnProfile other) {
    addVectors(other);
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

  /** Whether the column holds vectors. */
  boolean isVector() {
    return vectorSize != NO_VECTOR;
  }

  /** Whether its vectors go on with zeros for ever, so that none of their elements is missing. */
  boolean isEndless() {
    return vectorSize == SparseVector.ANY_SIZE;
  }

  /** Number of elements of a vector column: the size of its vectors, or as many as were seen. */
  int elements() {
    return isEndless() ? endless.of(vectors.size()) : vectorSize;
  }

  /** Whether no training row lacks its vector or one of its elements. */
  boolean isWhole() {
    return missing == 0 && !vectors.hasMissing();
  }

  /** What was summed over a column of vectors; null for other columns. */
  VectorMoments vectors() {
    return vectors;
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
