package lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A mistake of the user's, and what they are told.
 *
 * @param words of the command; {@code @} stands for the folder of the tables
 * @param code the command ends with
 * @param sentence on standard error
 */
record Mistake(String words, int code, String sentence) {
  static Mistake of(String words, int code, String sentence) {
    return new Mistake(words, code, sentence);
  }

  /** Makes the mistake, with these words after its own. */
  Ran run(Path folder, String... more) {
    Stream<String> all = Stream.concat(Stream.of(words.split(" ", -1)), Stream.of(more));
    return Ran.lockstep(
        all.map(word -> word.replace("@", folder.toString())).toArray(String[]::new));
  }

  void assertTold(Path folder, Ran ran) {
    assertThat(ran.err())
        .as("standard error")
        .containsExactly("lockstep: " + sentence.replace("@", folder.toString()));
    assertThat(ran.code()).isEqualTo(code);
  }

  @Override
  public String toString() {
    return code + ": " + words;
  }
}
