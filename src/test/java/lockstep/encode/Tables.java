package lockstep.encode;

import java.util.List;
import java.util.Optional;

/** Small tables and options for the tests of this package. */
final class Tables {
  static final List<String> NULL_VALUES = List.of("", "NA", "N/A", "?", "null");

  private Tables() {}

  /** Options with everything automatic, to be varied by one setting at a time. */
  static final class Options {
    private Optional<List<String>> numeric = Optional.empty();
    private Optional<List<String>> categorical = Optional.empty();
    private EncoderOptions.Impute impute = EncoderOptions.Impute.MEAN;
    private EncoderOptions.Scale scale = EncoderOptions.Scale.STANDARD;
    private Optional<Layout> layout = Optional.empty();
    private int maxCategories = 1000;
    private List<String> ignore = List.of();

    Options numeric(String... columns) {
      numeric = Optional.of(List.of(columns));
      return this;
    }

    Options categorical(String... columns) {
      categorical = Optional.of(List.of(columns));
      return this;
    }

    Options impute(EncoderOptions.Impute value) {
      impute = value;
      return this;
    }

    Options unscaled() {
      scale = EncoderOptions.Scale.NONE;
      return this;
    }

    Options layout(Layout value) {
      layout = Optional.of(value);
      return this;
    }

    Options maxCategories(int value) {
      maxCategories = value;
      return this;
    }

    Options ignore(String... columns) {
      ignore = List.of(columns);
      return this;
    }

    EncoderOptions build() {
      return new EncoderOptions(
          numeric, categorical, impute, scale, layout, maxCategories, NULL_VALUES, ignore);
    }
  }

  static Options options() {
    return new Options();
  }

  /** The cells of one column as rows of a table. */
  static List<Object[]> column(Object... cells) {
    return java.util.Arrays.stream(cells).map(cell -> new Object[] {cell}).toList();
  }

  static TableProfile profile(List<String> names, EncoderOptions options, List<Object[]> rows) {
    TableProfile profile = TableProfile.ofFeatures(names, options);
    rows.forEach(row -> profile.add(row, 1));
    return profile;
  }

  static Fitted<FeatureEncoder> fit(
      List<String> names, EncoderOptions options, List<Object[]> rows) {
    return FeatureEncoder.fit(profile(names, options, rows), options, FeatureStatistics.none());
  }

  static double[] encode(FeatureEncoder encoder, Object... row) {
    double[] features = new double[encoder.width()];
    encoder.encode(row, features, 0);
    return features;
  }
}
