package lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import lockstep.spark.SharedSpark;

/**
 * What a command left on its two outputs, and its exit code.
 *
 * @param code as a process would end with
 * @param out lines of standard output
 * @param err lines of standard error
 */
record Ran(int code, List<String> out, List<String> err) {
  /** Runs a command as {@link Main} does, on the session that the tests share. */
  static Ran lockstep(String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Sessions shared = (application, work) -> work.accept(SharedSpark.session());
    int code = Main.execute(shared, new PrintWriter(out, true), new PrintWriter(err, true), words);
    return new Ran(code, out.toString().lines().toList(), err.toString().lines().toList());
  }

  /** The command has done its work. */
  Ran succeeded() {
    assertThat(err).filteredOn(line -> !line.startsWith("warning: ")).isEmpty();
    assertThat(code).isZero();
    return this;
  }

  /** The value of the last line on standard output, such as {@code run: <value>}. */
  String last(String key) {
    String line = out.get(out.size() - 1);
    assertThat(line).startsWith(key + ": ");
    return line.substring(key.length() + 2);
  }

  /** The warnings. */
  List<String> warnings() {
    return err.stream()
        .filter(line -> line.startsWith("warning: "))
        .map(line -> line.substring("warning: ".length()))
        .toList();
  }
}
