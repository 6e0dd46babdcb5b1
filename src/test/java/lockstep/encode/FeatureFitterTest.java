package lockstep.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FeatureFitterTest {
  private static final List<String> X = List.of("x");

  @Test
  void fillsThenStandardisesAsScikitLearnsPipelineDoes() {
    // Present values 1, 2, 6: mean 3. After filling: 1, 2, 3, 6 with mean 3, variance 14 / 4.
    FeatureEncoder encoder = fit(Tables.options(), "1", "2", "NA", "6").encoder();
    assertThat(scaling(encoder)).isEqualTo(new Scaling(3, 3, Math.sqrt(3.5)));
    assertThat(Tables.encode(encoder, "NA")).containsExactly(0);
    assertThat(Tables.encode(encoder, "6")).containsExactly(3 / Math.sqrt(3.5));
  }

  @Test
  void zeroFillMovesTheMean() {
    // 1, 2, 0, 6: mean 9/4, variance 41/4 - 81/16 = 83/16.
    EncoderOptions options = Tables.options().impute(EncoderOptions.Impute.ZERO).build();
    FeatureEncoder encoder = Tables.fit(X, options, Tables.column(1, 2, null, 6)).encoder();
    assertThat(scaling(encoder)).isEqualTo(new Scaling(0, 2.25, Math.sqrt(83.0 / 16)));
  }

  @Test
  void theMedianIsAskedOfTheCaller() {
    EncoderOptions options = Tables.options().impute(EncoderOptions.Impute.MEDIAN).build();
    TableProfile profile = Tables.profile(X, options, Tables.column(1, 2, null, 6));
    FeatureStatistics medians = new FeatureStatistics(Map.of("x", new double[] {2}), Map.of());
    // 1, 2, 2, 6: mean 11/4, variance 45/4 - 121/16 = 59/16.
    assertThat(scaling(FeatureEncoder.fit(profile, options, medians).encoder()))
        .isEqualTo(new Scaling(2, 2.75, Math.sqrt(59.0 / 16)));
    assertThat(FeatureKinds.of(profile).with(ColumnKind.NUMERIC)).containsExactly("x");
    assertThatThrownBy(() -> FeatureEncoder.fit(profile, options, FeatureStatistics.none()))
        .hasMessage("Cannot fill column \"x\": expected its median, found none");
  }

  @Test
  void unscaledNumbersStayAsTheyAre() {
    FeatureEncoder encoder = fit(Tables.options().unscaled(), 0.25, 0.75, null).encoder();
    assertThat(Tables.encode(encoder, 0.3)).containsExactly(0.3);
    assertThat(Tables.encode(encoder, (Object) null)).containsExactly(0.5);
  }

  @Test
  void aWeightCountsAsThatManyRows() {
    EncoderOptions options = Tables.options().build();
    TableProfile weighted = TableProfile.ofFeatures(X, options);
    weighted.add(new Object[] {1}, 2);
    weighted.add(new Object[] {null}, 3);
    weighted.add(new Object[] {4}, 1);
    weighted.add(new Object[] {1000}, 0);
    FeatureEncoder repeated = fit(Tables.options(), 1, 1, null, null, null, 4).encoder();
    assertThat(FeatureEncoder.fit(weighted, options, FeatureStatistics.none()).encoder())
        .isEqualTo(repeated);
    // Mean 2; after filling 1, 1, 2, 2, 2, 4 the variance is 6 / 6.
    assertThat(scaling(repeated)).isEqualTo(new Scaling(2, 2, 1));
  }

  @Test
  void aColumnIsNumericIfEveryPresentValueIs() {
    assertThat(fit(Tables.options(), "1", " 2.5 ", "?", "1e3").encoder().columns().get(0))
        .isInstanceOf(NumericColumn.class);
    assertThat(fit(Tables.options(), "1", "2.5", "x").encoder().featureNames())
        .containsExactly("x=1", "x=2.5", "x=x");
    assertThat(fit(Tables.options(), true, false).encoder().featureNames()).containsExactly("x");
  }

  @Test
  void listsOverrideTheContent() {
    List<String> names = List.of("a", "b", "c");
    List<Object[]> rows = List.of(new Object[] {"1", "2", "3"}, new Object[] {"2", "3", "4"});
    assertThat(features(names, Tables.options().categorical("a"), rows))
        .containsExactly("a=1", "a=2", "b", "c");
    assertThat(features(names, Tables.options().categorical("a").numeric("c"), rows))
        .containsExactly("a=1", "a=2", "c");
    assertThat(features(names, Tables.options().ignore("a", "c"), rows)).containsExactly("b");
    assertThatThrownBy(() -> features(names, Tables.options().numeric("d"), rows))
        .hasMessage("Cannot find column \"d\" among the features");
    assertThatThrownBy(() -> Tables.options().numeric("a").categorical("a").build())
        .hasMessageContaining("found it in both lists");
    assertThatThrownBy(() -> fit(Tables.options().numeric("x"), "1", "tall"))
        .hasMessage("Cannot read column \"x\": expected a number, found \"tall\"");
    assertThatThrownBy(() -> fit(Tables.options(), 1, "tall"))
        .hasMessageContaining("found typed numbers and the text \"tall\"");
  }

  @Test
  void constantAndEmptyColumnsAreLeftOutWithAWarning() {
    List<String> names = List.of("same", "none", "one name", "x");
    Fitted<FeatureEncoder> fitted =
        Tables.fit(
            names,
            Tables.options().build(),
            List.of(new Object[] {5, "NA", "a", 1}, new Object[] {null, null, "a", 2}));
    assertThat(fitted.encoder().inputColumns()).containsExactly("x");
    assertThat(fitted.encoder().dropped()).containsExactly("same", "none", "one name");
    assertThat(fitted.warnings())
        .containsExactly(
            "Column \"same\" is constant (5): left out",
            "Column \"none\" has no value in any training row: left out",
            "Column \"one name\" is constant (a): left out");
  }

  @Test
  void aColumnThatIsMostlyNumbersSaysWhichTextMakesItCategories() {
    assertThat(fit(Tables.options(), "1", "2", "3", "unknown", "NA").warnings())
        .containsExactly(
            "Column \"x\" holds numbers in 3 of 4 training rows, and categories because of texts such as \"unknown\": if these mean a missing value, name them in data.csv.null-values");
    assertThat(fit(Tables.options(), "1", "b", "c", "d").warnings()).isEmpty();
    assertThat(fit(Tables.options().categorical("x"), "1", "2", "3", "unknown").warnings())
        .isEmpty();
  }

  @Test
  void aConstantWithGapsVariesOnceZerosFillThem() {
    EncoderOptions options = Tables.options().impute(EncoderOptions.Impute.ZERO).build();
    FeatureEncoder encoder = Tables.fit(X, options, Tables.column(5, null)).encoder();
    assertThat(Tables.encode(encoder, 5)).containsExactly(1);
    assertThat(Tables.encode(encoder, (Object) null)).containsExactly(-1);
  }

  @Test
  void aTableWithoutAnythingToLearnFromIsRefused() {
    assertThatThrownBy(() -> fit(Tables.options(), 1, 1))
        .hasMessage(
            "Cannot fit an encoder: expected a feature column that varies, found only constant ones: x");
    assertThatThrownBy(() -> fit(Tables.options()))
        .hasMessageContaining("at least one training row");
    EncoderOptions options = Tables.options().build();
    TableProfile weightless = TableProfile.ofFeatures(X, options);
    weightless.add(new Object[] {1}, 0);
    assertThatThrownBy(() -> FeatureEncoder.fit(weightless, options, FeatureStatistics.none()))
        .hasMessageContaining("expected a positive example weight");
    assertThatThrownBy(() -> fit(Tables.options(), 1e200, -1e200))
        .hasMessage(
            "Cannot scale column \"x\": expected numbers below 1e150 in size, found -1.0E200 to 1.0E200");
  }

  @Test
  void beyondTheLimitTheMostFrequentCategoriesAreKept() {
    Object[] cells = {"d", "b", "b", "a", "c", "c", "c", null};
    Fitted<FeatureEncoder> fitted = fit(Tables.options().maxCategories(3), cells);
    assertThat(fitted.encoder().featureNames())
        .containsExactly("x=a", "x=b", "x=c", "x=<missing>", "x=<other>");
    assertThat(fitted.warnings())
        .containsExactly(
            "Column \"x\" has 4 categories: the 3 most frequent are kept, the others share the feature x=<other>");
    assertThat(Tables.encode(fitted.encoder(), "d")).containsExactly(0, 0, 0, 0, 1);
    assertThat(Tables.encode(fitted.encoder(), "unheard of")).containsExactly(0, 0, 0, 0, 1);
  }

  @Test
  void overflowedCategoriesAreAskedOfTheCaller() {
    EncoderOptions options = Tables.options().maxCategories(2).build();
    List<Object[]> rows = new ArrayList<>();
    for (int i = 0; i < 101; i++) {
      rows.add(new Object[] {"name " + i});
    }
    TableProfile profile = Tables.profile(X, options, rows);
    assertThat(FeatureKinds.of(profile).overflowed(profile)).containsExactly("x");
    assertThatThrownBy(() -> FeatureEncoder.fit(profile, options, FeatureStatistics.none()))
        .hasMessageContaining("expected the counts of its most frequent categories");
    Map<String, Long> top = Map.of("name 7", 9L, "name 8", 8L, "name 1", 8L);
    FeatureStatistics statistics = new FeatureStatistics(Map.of(), Map.of("x", top));
    assertThat(FeatureEncoder.fit(profile, options, statistics).encoder().featureNames())
        .containsExactly("x=name 1", "x=name 7", "x=<other>");
  }

  private static Fitted<FeatureEncoder> fit(Tables.Options options, Object... cells) {
    return Tables.fit(X, options.build(), Tables.column(cells));
  }

  private static List<String> features(
      List<String> names, Tables.Options options, List<Object[]> rows) {
    return Tables.fit(names, options.build(), rows).encoder().featureNames();
  }

  private static Scaling scaling(FeatureEncoder encoder) {
    return Optional.of(encoder.columns().get(0)).map(NumericColumn.class::cast).get().scaling();
  }
}
