package lockstep;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * Public tables that tests read and nobody may ship: they stand in a folder of their own, {@code
 * LOCKSTEP_DATA} or {@code ../shared/data}.
 */
public final class SharedData {
  private static final Path FOLDER =
      Path.of(Optional.ofNullable(System.getenv("LOCKSTEP_DATA")).orElse("../shared/data"));

  private SharedData() {}

  /** The path of a table; where it is absent, the test that asks is skipped and says so. */
  public static Path file(String name) {
    Path file = FOLDER.resolve(name);
    Assumptions.assumeTrue(
        Files.isRegularFile(file),
        () -> "skipped: no table " + file + " (LOCKSTEP_DATA names the folder)");
    return file;
  }
}
