package lockstep.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {
  @Test
  void textbookDistances() {
    assertThat(NearestName.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(NearestName.distance("flaw", "lawn")).isEqualTo(2);
    assertThat(NearestName.distance("", "abc")).isEqualTo(3);
    assertThat(NearestName.distance("abc", "")).isEqualTo(3);
    assertThat(NearestName.distance("same", "same")).isZero();
  }

  @Test
  void swappedNeighboursAreOneMistake() {
    assertThat(NearestName.distance("trian", "train")).isEqualTo(1);
    assertThat(NearestName.of("from", List.of("frim", "form"))).contains("frim");
    assertThat(NearestName.of("fomr", List.of("fame", "form"))).contains("form");
  }

  @Test
  void caseBlanksHyphensAndUnderscoresCountLast() {
    assertThat(NearestName.of("learning_rate", List.of("learning-rats", "learning-rate")))
        .contains("learning-rate");
    assertThat(NearestName.of("BMI", List.of("bmx", "bmi"))).contains("bmi");
    assertThat(NearestName.of("Age", List.of("age", "Age "))).contains("age");
  }

  @Test
  void aBeginningIsNearerThanALikeWord() {
    assertThat(NearestName.of("leaky", List.of("relu", "leaky-relu"))).contains("leaky-relu");
    assertThat(NearestName.of("train", List.of("training", "train"))).contains("train");
    assertThat(NearestName.of("au", List.of("augmented", "auc"))).contains("auc");
    assertThat(NearestName.of("a", List.of("abcd", "b"))).contains("b");
  }

  @Test
  void theFirstAmongEqualsAndNoneAmongNone() {
    assertThat(NearestName.of("ab", List.of("ax", "ay"))).contains("ax");
    assertThat(NearestName.of("ab", List.of())).isEmpty();
    assertThat(NearestName.hint("ab", List.of())).isEmpty();
    assertThat(NearestName.hint("ab", List.of("abc"))).isEqualTo("; the nearest is \"abc\"");
  }

  @Test
  void onlyNamesThatAreAlikeAreHinted() {
    assertThat(NearestName.like("rate", List.of("learning-rate"))).contains("learning-rate");
    assertThat(NearestName.like("rates", List.of("rats", "sales"))).contains("rats");
    assertThat(NearestName.like("lr", List.of("learning-rate"))).isEmpty();
    assertThat(NearestName.like("size", List.of("price"))).isEmpty();
    assertThat(NearestName.like("", List.of("a"))).isEmpty();
    assertThat(NearestName.hint("stroke", List.of("label", "age"))).isEmpty();
  }
}
