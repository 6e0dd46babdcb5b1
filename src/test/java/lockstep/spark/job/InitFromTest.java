package lockstep.spark.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InitFromTest {
  @Test
  void aFewNamesAreShownAndTheOthersCounted() {
    List<String> many = IntStream.range(0, 1_999_995).mapToObj(i -> "f[" + i + "]").toList();
    assertThat(InitFrom.counted(many, "added"))
        .isEqualTo("1,999,995 added (f[0], f[1], f[2], f[3], f[4], and 1,999,990 more)");
    assertThat(InitFrom.counted(many.subList(0, 5), "dropped"))
        .isEqualTo("5 dropped (f[0], f[1], f[2], f[3], f[4])");
    assertThat(InitFrom.counted(List.of(), "added")).isEqualTo("0 added");
  }
}
