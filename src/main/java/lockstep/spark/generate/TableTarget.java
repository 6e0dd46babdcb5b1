package lockstep.spark.generate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * Where a generated table goes: a folder and its truth file, both drafted under names that begin
 * with {@code _} (which Spark's readers pass over) and renamed when complete. Closing removes what
 * was not published.
 */
final class TableTarget implements AutoCloseable {
  private final FileSystem files;
  private final Path table;
  private final Path truth;
  private final Path draft;
  private final Path truthDraft;

  private TableTarget(FileSystem files, Path table, String run) {
    this.files = files;
    this.table = table;
    truth = table.suffix(".truth.json");
    draft = new Path(table.getParent(), "_" + table.getName() + "." + run);
    truthDraft = draft.suffix(".truth.json");
  }

  /**
   * A target nobody has taken yet, or one whose table may be replaced.
   *
   * @throws IllegalArgumentException if a folder is to be replaced that holds no table of Spark's
   * @throws FileAlreadyExistsException if the target exists and may not be replaced
   */
  static TableTarget open(SparkSession session, String path, boolean overwrite) throws IOException {
    Path name = new Path(path);
    FileSystem files = name.getFileSystem(session.sparkContext().hadoopConfiguration());
    Path table = files.makeQualified(name);
    if (table.isRoot()) {
      throw new IllegalArgumentException(
          "Cannot generate the table " + path + ": expected a new folder, found the root");
    }
    TableTarget target = new TableTarget(files, table, session.sparkContext().applicationId());
    target.checkFree(overwrite);
    if (!files.mkdirs(target.draft)) {
      throw new IOException("expected to create " + target.draft + ", found it refused");
    }
    return target;
  }

  /** The table's folder, fully qualified. */
  String path() {
    return table.toString();
  }

  String truthPath() {
    return truth.toString();
  }

  /** The folder to write the table to; it exists and is empty. */
  String draft() {
    return draft.toString();
  }

  /** Moves the drafts to their place; the truth first, so that no table is seen without it. */
  void publish(String truthJson) throws IOException {
    try (FSDataOutputStream out = files.create(truthDraft, true)) {
      out.write(truthJson.getBytes(StandardCharsets.UTF_8));
    }
    files.delete(table, true);
    files.delete(truth, false);
    rename(truthDraft, truth);
    rename(draft, table);
  }

  @Override
  public void close() throws IOException {
    files.delete(draft, true);
    files.delete(truthDraft, false);
  }

  private void checkFree(boolean overwrite) throws IOException {
    for (Path path : new Path[] {table, truth}) {
      if (!overwrite && files.exists(path)) {
        throw new FileAlreadyExistsException(
            "expected a new path or leave to overwrite, found " + path);
      }
    }
    // Overwriting deletes: a folder that is no table was named by mistake.
    boolean foreign =
        files.exists(table)
            && files.getFileStatus(table).isDirectory()
            && files.listStatus(table).length > 0
            && !files.exists(new Path(table, "_SUCCESS"));
    if (foreign) {
      throw new IllegalArgumentException(
          "Cannot generate the table "
              + table
              + ": expected a table to overwrite (a folder with _SUCCESS), found another folder");
    }
  }

  private void rename(Path from, Path to) throws IOException {
    if (!files.rename(from, to)) {
      throw new IOException("expected to rename " + from + " to " + to + ", found it refused");
    }
  }
}
