package lockstep.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.Test;

/** Driver and executors must run the same BLAS, and so be started with the same modules. */
class JvmOptionsTest {
  @Test
  void ourOptionsAreThoseSparkGivesToItsExecutors() throws IOException {
    assertThat(Files.readAllLines(Path.of("conf/jvm.options")))
        .filteredOn(line -> !line.startsWith("#"))
        .containsExactly(JavaModuleOptions.defaultModuleOptionArray());
  }

  @Test
  void vectorModuleIsThere() {
    assertThat(ModuleLayer.boot().findModule("jdk.incubator.vector")).isPresent();
  }
}
