package lockstep.linalg;

import dev.ludovic.netlib.blas.BLAS;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * OpenBLAS behind netlib's binding. JavaCPP unpacks the library that comes with our jar and loads
 * it; netlib is then pointed at the very same file, so that both speak to one library. It is told
 * to use one thread per call: a task owns one core, and the grouping of sums must not depend on how
 * many there are.
 */
final class NativeBlas {
  private static final String LIBRARY = "openblas_nolapack";
  private static final String PATH = "dev.ludovic.netlib.blas.nativeLibPath";

  private NativeBlas() {}

  /** The library, or empty where there is none for this machine or it was left out of the jar. */
  static Optional<BLAS> load() {
    try {
      Loader.load(openblas_nolapack.class);
      Optional<String> path =
          Loader.getLoadedLibraries().values().stream()
              .filter(file -> file.contains("lib" + LIBRARY))
              .findFirst();
      if (path.isEmpty()) {
        return Optional.empty();
      }
      openblas_nolapack.blas_set_num_threads(1);
      System.setProperty(PATH, path.get());
      return Optional.of(dev.ludovic.netlib.blas.NativeBLAS.getInstance());
    } catch (LinkageError | RuntimeException e) {
      return Optional.empty();
    }
  }
}
