package lockstep.store;

import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import lockstep.model.ModelFiles;
import lockstep.model.TrainedModel;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** Models on any file system. */
public final class ModelStore {
  private ModelStore() {}

  /**
   * Loads a model.
   *
   * @param path the folder of a run, or of its model
   * @throws MissingModelException if one of the model's files is not there
   * @throws lockstep.model.DamagedModelException if a file is not what was written
   */
  public static TrainedModel load(Path path, Configuration configuration) {
    Files files = Files.of(path, configuration);
    Path nested = new Path(path, ModelFiles.FOLDER);
    Path folder = files.exists(new Path(nested, ModelFiles.MODEL)) ? nested : path;
    return TrainedModel.read(
        new ModelFiles(
            read(files, folder, ModelFiles.MODEL),
            read(files, folder, ModelFiles.ENCODER),
            read(files, folder, ModelFiles.WEIGHTS)));
  }

  private static byte[] read(Files files, Path folder, String name) {
    Path file = new Path(folder, name);
    if (!files.exists(file)) {
      throw new MissingModelException(
          "Cannot find a model at %s: expected a run or a model, found no %s"
              .formatted(folder, name));
    }
    return files.read(file);
  }

  /** Whether a model stands at a path: the folder of a run, or of its model. */
  public static boolean exists(Path path, Configuration configuration) {
    Files files = Files.of(path, configuration);
    return files.exists(new Path(new Path(path, ModelFiles.FOLDER), ModelFiles.MODEL))
        || files.exists(new Path(path, ModelFiles.MODEL));
  }

  /** The newest run of a job that has a model: the one that was started last, as it says itself. */
  public static Optional<Path> newest(Path jobFolder, Configuration configuration) {
    Files files = Files.of(jobFolder, configuration);
    return Arrays.stream(files.list(jobFolder))
        .filter(FileStatus::isDirectory)
        .map(FileStatus::getPath)
        .filter(run -> exists(run, configuration))
        .max(Comparator.comparing((Path run) -> started(run, files)).thenComparing(Path::getName));
  }

  private static Instant started(Path run, Files files) {
    return RunFolder.started(files, run).orElse(Instant.MIN);
  }
}
