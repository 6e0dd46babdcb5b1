package lockstep.store;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/** Whole files on one Hadoop file system. */
final class Files {
  private final FileSystem system;

  private Files(FileSystem system) {
    this.system = system;
  }

  /** The file system of a path; on the local one, without Hadoop's checksum files beside ours. */
  static Files of(Path path, Configuration configuration) {
    try {
      FileSystem system = path.getFileSystem(configuration);
      return new Files(system instanceof LocalFileSystem local ? local.getRawFileSystem() : system);
    } catch (IOException | IllegalArgumentException e) {
      throw new OutputException("Cannot use %s: %s".formatted(path, e.getMessage()), e);
    }
  }

  /** A path for people: without the scheme of the local file system. */
  static String shown(Path path) {
    return "file".equals(path.toUri().getScheme()) ? path.toUri().getPath() : path.toString();
  }

  Path qualified(Path path) {
    return system.makeQualified(path);
  }

  boolean exists(Path path) {
    try {
      return system.exists(path);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look at " + path + ": " + e.getMessage(), e);
    }
  }

  FileStatus[] list(Path folder) {
    try {
      return system.listStatus(folder);
    } catch (FileNotFoundException e) {
      return new FileStatus[0];
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + folder + ": " + e.getMessage(), e);
    }
  }

  byte[] read(Path file) {
    try (FSDataInputStream in = system.open(file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** A stream over a file, and the file's length in bytes. */
  record Opened(InputStream in, long length) implements Closeable {
    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  Opened open(Path file) throws IOException {
    return new Opened(system.open(file), system.getFileStatus(file).getLen());
  }

  /** Creates a folder and those above it. */
  void createFolder(Path folder) {
    try {
      if (!system.mkdirs(folder)) {
        throw new OutputException(
            "Cannot create the folder %s: the file system refused".formatted(shown(folder)));
      }
    } catch (IOException e) {
      throw new OutputException(
          "Cannot create the folder %s: %s".formatted(shown(folder), e.getMessage()), e);
    }
  }

  void delete(Path path) {
    try {
      system.delete(path, true);
    } catch (IOException e) {
      throw new OutputException("Cannot delete %s: %s".formatted(path, e.getMessage()), e);
    }
  }

  /** Writes a file, replacing one of that name: a reader sees the old content or the new. */
  void write(Path file, byte[] content) {
    Path temporary = new Path(file.getParent(), "." + file.getName() + ".tmp");
    try {
      try (OutputStream out = system.create(temporary, true)) {
        out.write(content);
      }
      rename(temporary, file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  /** Moves a file or folder to a name; what had it before is replaced. */
  void rename(Path from, Path to) {
    try {
      if (system.exists(to) && system.getFileStatus(to).isDirectory()) {
        // Else the folder would be moved into it.
        system.delete(to, true);
      }
      // Not every file system replaces on rename. status.json is missed for a moment there.
      if (!system.rename(from, to)) {
        system.delete(to, true);
        if (!system.rename(from, to)) {
          throw new IOException("the file system refused to rename " + from.getName());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + to + ": " + e.getMessage(), e);
    }
  }

  /** A stream to a new file. */
  FSDataOutputStream create(Path file) {
    try {
      return system.create(file, true);
    } catch (IOException e) {
      throw new OutputException("Cannot create %s: %s".formatted(file, e.getMessage()), e);
    }
  }
}
