package lockstep.store;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
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
   * @throws MissingModelException if there is no model
   * @throws lockstep.model.DamagedModelException if a file is not what was written
   */
  public static TrainedModel load(Path path, Configuration configuration) {
    Files files = Files.of(path, configuration);
    Path nested = new Path(path, ModelFiles.FOLDER);
    Path folder = files.exists(new Path(nested, ModelFiles.MODEL)) ? nested : path;
    for (String name : List.of(ModelFiles.MODEL, ModelFiles.ENCODER, ModelFiles.WEIGHTS)) {
      if (!files.exists(new Path(folder, name))) {
        throw new MissingModelException(
            "Cannot load the model at %s: expected the folder of a run or of a model, found no %s"
                .formatted(path, name));
      }
    }
    return TrainedModel.read(
        new ModelFiles(
            files.read(new Path(folder, ModelFiles.MODEL)),
            files.read(new Path(folder, ModelFiles.ENCODER)),
            files.read(new Path(folder, ModelFiles.WEIGHTS))));
  }

  /** Whether a model stands at a path: the folder of a run, or of its model. */
  public static boolean exists(Path path, Configuration configuration) {
    Files files = Files.of(path, configuration);
    return files.exists(new Path(new Path(path, ModelFiles.FOLDER), ModelFiles.MODEL))
        || files.exists(new Path(path, ModelFiles.MODEL));
  }

  /** The newest run of a job that has a model, by the time its folder was written. */
  public static Optional<Path> newest(Path jobFolder, Configuration configuration) {
    Files files = Files.of(jobFolder, configuration);
    return Arrays.stream(files.list(jobFolder))
        .filter(FileStatus::isDirectory)
        .filter(run -> exists(run.getPath(), configuration))
        .max(
            Comparator.comparingLong(FileStatus::getModificationTime)
                .thenComparing(run -> run.getPath().getName()))
        .map(FileStatus::getPath);
  }
}
