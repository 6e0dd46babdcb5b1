package lockstep.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RowEncoderPropertyTest {
  private static final Object[][] ROWS = {
    {0.1, "Zürich, \"Nord\"", new double[] {1e-9, 3}},
    {"1e17", "=", new double[] {0.3, 7}},
    {"NA", "日本\n語", new double[] {1.0 / 3, 7}},
    {-1.0 / 3, null, null}
  };

  @Provide
  Arbitrary<List<String>> names() {
    Arbitrary<String> odd =
        Arbitraries.oneOf(
            Arbitraries.strings().ofMinLength(1).ofMaxLength(8),
            Arbitraries.of("a b", "a.b", "\"quoted\"", "größe", "列", "x=1", "`tick`", "\\", "[0]"));
    return odd.list().ofSize(4).uniqueElements();
  }

  @Property(tries = 200)
  void readingBackGivesAnEqualEncoderAndEqualBits(@ForAll("names") List<String> names) {
    RowEncoder encoder = encoder(names, "low", "high", "high", "mid");
    RowEncoder read = RowEncoder.fromJson(encoder.toJson());
    assertThat(read).isEqualTo(encoder);
    assertThat(read.inputColumns()).isEqualTo(names).isEqualTo(encoder.inputColumns());
    for (Object[] row : ROWS) {
      assertThat(Tables.encode(read.features(), row))
          .isEqualTo(Tables.encode(encoder.features(), row));
    }
  }

  @Property(tries = 50)
  void anyTextMayBeACategoryAndALabel(@ForAll List<String> texts) {
    List<Object> cells = new ArrayList<>(texts);
    cells.addAll(List.of("one", "two", "three"));
    RowEncoder encoder = labelled(cells);
    RowEncoder read = RowEncoder.fromJson(encoder.toJson());
    assertThat(read).isEqualTo(encoder);
    for (Object cell : cells) {
      double[] features = Tables.encode(read.features(), cell);
      assertThat(features).contains(1).isEqualTo(Tables.encode(encoder.features(), cell));
    }
  }

  @Example
  void everyKindOfTargetIsWrittenAndRead() {
    List<String> names = List.of("a", "b", "c", "y");
    for (RowEncoder encoder :
        List.of(encoder(names, 0, 1, 1, 0), encoder(names, 0.5, 1, 2, 3), multilabel(names))) {
      assertThat(RowEncoder.fromJson(encoder.toJson())).isEqualTo(encoder);
    }
  }

  @Example
  void anEncoderSurvivesSerialisation() throws Exception {
    RowEncoder encoder = encoder(List.of("a", "b", "c", "y"), 0, 1, 1, 0);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(encoder);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      RowEncoder read = (RowEncoder) in.readObject();
      assertThat(read).isEqualTo(encoder);
      assertThat(Tables.encode(read.features(), ROWS[0]))
          .isEqualTo(Tables.encode(encoder.features(), ROWS[0]));
    }
  }

  @Example
  void aDamagedOrForeignFileIsRefused() {
    String json = encoder(List.of("a", "b", "c", "y"), 0, 1, 1, 0).toJson();
    for (String damaged :
        List.of(
            json.substring(0, json.length() / 2),
            json + "}",
            json.replaceFirst("\"fill\" : [^,]+", "\"fill\" : \"1\""),
            json.replaceFirst("\"fill\" : [^,]+", "\"fill\" : 1, \"fill\" : 2"),
            json.replace("\"scale\"", "\"scael\""),
            json.replace("\"numeric\"", "\"java.lang.Thread\""),
            json.replaceFirst("\"fill\" : [^,]+", "\"fill\" : null"),
            json.replaceFirst("\"fill\" : [^,]+", "\"fill\" : 1e999"),
            "")) {
      assertThat(damaged).isNotEqualTo(json);
      assertThatThrownBy(() -> RowEncoder.fromJson(damaged), damaged)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("Cannot read an encoder: expected");
    }
    assertThatThrownBy(
            () -> RowEncoder.fromJson(json.replace("\"version\" : 1", "\"version\" : 2")))
        .hasMessage("Cannot read an encoder: expected format version 1, found 2");
  }

  @Example
  void weightsAreFiniteAndNotNegative() {
    ExampleWeight weight = ExampleWeight.of(Optional.of("w"), Tables.NULL_VALUES);
    assertThat(weight.weight("0.5")).isEqualTo(0.5);
    assertThat(weight.weight(0)).isZero();
    assertThat(ExampleWeight.of(Optional.empty(), List.of()).weight(null)).isEqualTo(1);
    assertThatThrownBy(() -> weight.weight(-1))
        .hasMessage("Cannot read column \"w\": expected a weight of 0 or more, found -1 (Integer)");
    assertThatThrownBy(() -> weight.weight("NA"))
        .hasMessage(
            "Cannot read column \"w\": expected a weight of 0 or more, found a missing value");
    assertThatThrownBy(() -> weight.weight(Double.POSITIVE_INFINITY))
        .isInstanceOf(BadValueException.class);
  }

  private static RowEncoder encoder(List<String> names, Object... labels) {
    FeatureEncoder features =
        Tables.fit(names.subList(0, 3), Tables.options().build(), List.of(ROWS)).encoder();
    TargetEncoder target = target(List.of(names.get(3)), Tables.column(labels));
    return new RowEncoder(features, target, ExampleWeight.of(Optional.empty(), List.of()));
  }

  private static RowEncoder multilabel(List<String> names) {
    FeatureEncoder features =
        Tables.fit(names.subList(0, 3), Tables.options().build(), List.of(ROWS)).encoder();
    TargetEncoder target =
        target(List.of("l", "m"), List.of(new Object[] {0, 1}, new Object[] {1, 0}));
    return new RowEncoder(features, target, ExampleWeight.of(Optional.of("w"), List.of("-")));
  }

  private static RowEncoder labelled(List<Object> cells) {
    EncoderOptions options = Tables.options().categorical("x").build();
    List<Object[]> rows = Tables.column(cells.toArray());
    List<Object[]> present =
        rows.stream()
            .filter(row -> new RawValues(Tables.NULL_VALUES).text("x", row[0]) != null)
            .toList();
    return new RowEncoder(
        Tables.fit(List.of("x"), options, rows).encoder(),
        target(List.of("y"), present),
        ExampleWeight.of(Optional.empty(), List.of()));
  }

  private static TargetEncoder target(List<String> names, List<Object[]> rows) {
    TargetOptions options =
        new TargetOptions(
            names,
            Optional.empty(),
            Optional.empty(),
            EncoderOptions.Scale.STANDARD,
            Tables.NULL_VALUES);
    TableProfile profile = TableProfile.ofLabels(options);
    rows.forEach(row -> profile.add(row, 1));
    return TargetEncoder.fit(profile, options).encoder();
  }
}
