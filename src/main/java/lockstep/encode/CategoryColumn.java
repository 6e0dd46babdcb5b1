package lockstep.encode;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A column of names: a feature for each category, of which the cell's own is 1 and the others 0. A
 * cell whose category training did not see has all zeros, or goes to the feature {@code other}.
 *
 * @param name the column's name; features are named {@code name=category}, then {@code
 *     name=<missing>}, then {@code name=<other>}
 * @param categories the categories with a feature of their own
 * @param missing whether a missing value has a feature
 * @param other whether the categories beyond the listed ones share a feature
 */
public record CategoryColumn(
    String name,
    Categories categories,
    @JsonProperty("missing") boolean missing,
    @JsonProperty("other") boolean other)
    implements ColumnEncoder {
  private static final long serialVersionUID = 1;
  private static final int UNSEEN = -1;
  private static final String OTHER = "<other>";

  @Override
  public int width() {
    return categories.size() + (missing ? 1 : 0) + (other ? 1 : 0);
  }

  @Override
  public List<String> featureNames() {
    List<String> names = new ArrayList<>(categories.texts());
    if (missing) {
      names.add("<missing>");
    }
    if (other) {
      names.add(OTHER);
    }
    names.replaceAll(category -> name + "=" + category);
    return names;
  }

  @Override
  public List<Scaling> scalings() {
    int ofMissing = missing ? categories.size() : other ? width() - 1 : UNSEEN;
    return IntStream.range(0, width()).mapToObj(i -> Scaling.none(i == ofMissing ? 1 : 0)).toList();
  }

  /** The name of the feature that categories without one of their own go to, if there is one. */
  String otherName() {
    return name + "=" + OTHER;
  }

  @Override
  public int encode(RawValues rawValues, Object cell, double[] features, int offset) {
    int index = index(rawValues, cell);
    Arrays.fill(features, offset, offset + width(), 0);
    if (index != UNSEEN) {
      features[offset + index] = 1;
    }
    return seen(index);
  }

  @Override
  public int encode(RawValues rawValues, Object cell, float[] features, int offset) {
    int index = index(rawValues, cell);
    Arrays.fill(features, offset, offset + width(), 0);
    if (index != UNSEEN) {
      features[offset + index] = 1;
    }
    return seen(index);
  }

  @Override
  public int encode(RawValues rawValues, Object cell, int offset, FeatureEntries entries) {
    int index = index(rawValues, cell);
    if (index != UNSEEN) {
      entries.add(offset + index, 1);
    }
    return seen(index);
  }

  private static int seen(int index) {
    return index == UNSEEN ? 1 : 0;
  }

  private int index(RawValues rawValues, Object cell) {
    String text = rawValues.text(name, cell);
    if (text == null && missing) {
      return categories.size();
    }
    int index = text == null ? Categories.ABSENT : categories.indexOf(cell, text);
    if (index != Categories.ABSENT) {
      return index;
    }
    return other ? width() - 1 : UNSEEN;
  }
}
