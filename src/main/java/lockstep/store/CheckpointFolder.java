package lockstep.store;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lockstep.model.DamagedModelException;
import lockstep.train.TrainingState;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * The checkpoints of a run: {@code checkpoints/<number>-epoch-<e>-step-<s>}, counted up, so that
 * the largest number is the newest. Each appears whole: it is written under a temporary name and
 * renamed.
 */
public final class CheckpointFolder {
  private static final String FOLDER = "checkpoints";
  private static final Pattern NAME = Pattern.compile("(\\d{6,9})-epoch-\\d+-step-\\d+");

  private final Files files;
  private final Path folder;

  CheckpointFolder(Files files, Path run) {
    this.files = files;
    this.folder = new Path(run, FOLDER);
  }

  /**
   * A checkpoint that was read.
   *
   * @param checkpoint its content
   * @param path for people
   */
  public record Found(Checkpoint checkpoint, String path) {}

  /**
   * Writes a checkpoint, and deletes the oldest beyond so many.
   *
   * @param keep at least 1
   * @return its path, for people
   */
  public String write(Checkpoint checkpoint, int keep) {
    List<Path> before = newestFirst();
    TrainingState state = checkpoint.state();
    int number = before.isEmpty() ? 1 : number(before.get(0)) + 1;
    String name = "%06d-epoch-%d-step-%d".formatted(number, state.epoch(), state.step());
    Path temporary = new Path(folder, "." + name + ".tmp");
    hidden().forEach(files::delete);
    files.createFolder(temporary);
    new CheckpointFiles(files, temporary).write(checkpoint);
    Path written = new Path(folder, name);
    files.rename(temporary, written);
    before.stream().skip(keep - 1L).forEach(files::delete);
    return Files.shown(written);
  }

  /**
   * Reads the newest checkpoint that is whole.
   *
   * @param warn hears of each newer one, and what is wrong with it
   * @throws MissingModelException if there is none at all
   * @throws DamagedModelException if all are damaged
   */
  public Found newest(Consumer<String> warn) {
    DamagedModelException last = null;
    for (Path path : newestFirst()) {
      try {
        return new Found(new CheckpointFiles(files, path).read(), Files.shown(path));
      } catch (DamagedModelException e) {
        last = e;
        warn.accept(
            "the checkpoint %s is passed over: %s".formatted(Files.shown(path), e.getMessage()));
      }
    }
    if (last == null) {
      throw new MissingModelException(
          "Cannot find a checkpoint in %s: expected one, found none"
              .formatted(Files.shown(folder)));
    }
    throw new DamagedModelException(
        "Cannot find a checkpoint in %s: expected one that is whole, found damaged ones only"
            .formatted(Files.shown(folder)),
        last);
  }

  /** Whether there is a checkpoint, whole or not. */
  boolean hasAny() {
    return !newestFirst().isEmpty();
  }

  /** Deletes what came after a checkpoint: whoever goes on from it writes it anew. */
  public void truncate(Found last) {
    newestFirst().stream()
        .takeWhile(path -> !Files.shown(path).equals(last.path))
        .forEach(files::delete);
  }

  /** Checkpoints that were never finished. */
  private List<Path> hidden() {
    return Arrays.stream(files.list(folder))
        .map(FileStatus::getPath)
        .filter(path -> path.getName().startsWith("."))
        .toList();
  }

  private List<Path> newestFirst() {
    return Arrays.stream(files.list(folder))
        .map(FileStatus::getPath)
        .filter(path -> NAME.matcher(path.getName()).matches())
        .sorted(Comparator.comparingInt(CheckpointFolder::number).reversed())
        .toList();
  }

  private static int number(Path path) {
    Matcher name = NAME.matcher(path.getName());
    if (!name.matches()) {
      throw new IllegalStateException("Cannot number " + path);
    }
    return Integer.parseInt(name.group(1));
  }
}
