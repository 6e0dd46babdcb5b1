package lockstep.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class RaceTest {
  private static Contestant scripted(String name, List<String> log, double... milliseconds) {
    Iterator<Double> times = java.util.Arrays.stream(milliseconds).iterator();
    return new Contestant() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public double round() {
        log.add(name);
        return times.next();
      }
    };
  }

  @Test
  void ratioIsTheMedianOfRatiosInTheSameRound() {
    // The machine is ten times slower in the second round: medians of times would say 2 / 1 too,
    // but sorted apart, 20 / 10 in the third.
    Contestant a = scripted("a", new ArrayList<>(), 2, 20, 6);
    Contestant b = scripted("b", new ArrayList<>(), 1, 10, 1);

    Race race = Race.run(List.of(a, b), 0, 3);

    assertThat(race.ratio("a", "b")).isEqualTo(2);
    assertThat(race.median("a")).isEqualTo(6);
    assertThat(race.fastest("")).isEqualTo("b");
  }

  @Test
  void warmUpsAreNotCountedAndTheOrderTurns() {
    List<String> log = new ArrayList<>();
    Contestant a = scripted("a", log, 99, 1, 2, 7);
    Contestant b = scripted("b", log, 99, 3, 4, 8);
    Contestant c = scripted("c", log, 99, 5, 6, 9);

    Race race = Race.run(List.of(a, b, c), 1, 3);

    assertThat(String.join("", log)).isEqualTo("abc" + "abc" + "acb" + "cab");
    assertThat(race.times().get("a")).containsExactly(1, 2, 7);
    assertThat(race.times().get("b")).containsExactly(3, 4, 8);
  }

  @Test
  void unknownContestantIsNamed() {
    Race race = Race.run(List.of(scripted("a", new ArrayList<>(), 1)), 0, 1);

    assertThatThrownBy(() -> race.fastest("PyTorch"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot find a contestant: expected one of [a], found none that begins with PyTorch");
  }

  @Test
  void targetsAreJudgedByTheRatio() {
    Figure figure = Figure.single("x", "what", "ms", 3).over("peer", 0.5);

    assertThat(figure.atMost(0.4).met()).isFalse();
    assertThat(figure.atMost(0.5).met()).isTrue();
    assertThat(figure.atLeast(0.6).met()).isFalse();
    assertThat(Figure.number(0.012345)).isEqualTo("0.0123");
    assertThat(Figure.number(12_345.6)).isEqualTo("12,346");
  }
}
