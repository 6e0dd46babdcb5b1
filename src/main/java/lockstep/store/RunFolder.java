package lockstep.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lockstep.model.ModelFiles;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;

/** The folder of one run: {@code <output.dir>/<job>/<run-id>}. */
public final class RunFolder implements AutoCloseable {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final ObjectMapper LINES = JsonMapper.builder().build();
  private static final String STATUS = "status.json";
  private static final String HISTORY = "history.jsonl";

  private final Files files;
  private final Path path;
  private final String started;
  private FSDataOutputStream history;
  private boolean ended;

  private RunFolder(Files files, Path path, String started) {
    this.files = files;
    this.path = path;
    this.started = started;
  }

  /**
   * Creates the folder of a new run, marked as running. The folder of a run of that name which
   * failed or never ended is replaced, unless it has checkpoints that it can go on from; a folder
   * that holds something else is not.
   *
   * @param started when the run began, for its status
   * @throws OutputException if a run of that name is done or has checkpoints, something that is no
   *     run has that name, or the folder cannot be created
   */
  public static RunFolder create(Path path, Configuration configuration, Instant started) {
    Files files = Files.of(path, configuration);
    Path qualified = files.qualified(path);
    if (files.exists(qualified)) {
      if (state(files, qualified).equals("done")) {
        throw new OutputException(
            "Cannot create the run %s: it is there already, and done; choose another output.run-id"
                .formatted(Files.shown(qualified)));
      }
      if (new CheckpointFolder(files, qualified).hasAny()) {
        throw new OutputException(
            "Cannot create the run %s: it was interrupted and has checkpoints; go on with it by train resume=%s, or delete it, or choose another output.run-id"
                .formatted(Files.shown(qualified), Files.shown(qualified)));
      }
      if (files.list(qualified).length > 0 && !files.exists(new Path(qualified, STATUS))) {
        throw new OutputException(
            "Cannot create the run %s: expected no folder or that of a run, found something else"
                .formatted(Files.shown(qualified)));
      }
      files.delete(qualified);
    }
    files.createFolder(qualified);
    RunFolder folder = new RunFolder(files, qualified, started.toString());
    folder.status("running", null, null, null);
    return folder;
  }

  /**
   * Opens the folder of a run that was killed or failed, to go on with it. Nothing is changed
   * before {@link #restart}.
   *
   * @throws MissingModelException if there is no run
   * @throws OutputException if it is done
   */
  public static RunFolder reopen(Path path, Configuration configuration) {
    RunFolder folder = open(path, configuration);
    JsonNode status = status(folder.files, folder.path);
    if (status.path("state").asText().equals("done")) {
      throw new OutputException(
          "Cannot resume the run %s: expected one that was interrupted, found it done"
              .formatted(folder.shownPath()));
    }
    return new RunFolder(folder.files, folder.path, status.path("started").asText());
  }

  /** Marks the run as running again. */
  public void restart() {
    status("running", null, null, null);
  }

  /** Puts back the first lines of the history; those that came after them are dropped. */
  public void restoreHistory(List<String> lines) {
    files.delete(new Path(path, HISTORY));
    lines.forEach(this::append);
  }

  /** When the run began, as in its status. */
  public String started() {
    return started;
  }

  /**
   * Opens the folder of a run that is done, to add to it.
   *
   * @throws MissingModelException if there is none
   */
  public static RunFolder open(Path path, Configuration configuration) {
    Files files = Files.of(path, configuration);
    Path qualified = files.qualified(path);
    if (!files.exists(new Path(qualified, STATUS))) {
      throw new MissingModelException(
          "Cannot open the run %s: expected %s in it, found none"
              .formatted(Files.shown(qualified), STATUS));
    }
    return new RunFolder(files, qualified, null);
  }

  private static String state(Files files, Path run) {
    return status(files, run).path("state").asText();
  }

  /** When a run began, as its status says; empty if it has none. */
  static Optional<Instant> started(Files files, Path run) {
    try {
      return Optional.of(Instant.parse(status(files, run).path("started").asText()));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** The run's status, or a missing node where none can be read. */
  private static JsonNode status(Files files, Path run) {
    Path status = new Path(run, STATUS);
    try {
      return files.exists(status) ? MAPPER.readTree(files.read(status)) : MissingNode.getInstance();
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }

  /** The path, without the scheme of the local file system. */
  public String shownPath() {
    return Files.shown(path);
  }

  /** The path as given to file systems. */
  public Path path() {
    return path;
  }

  /** Writes a JSON file of that name. */
  public void writeJson(String name, Object content) {
    try {
      byte[] json = (MAPPER.writeValueAsString(content) + "\n").getBytes(StandardCharsets.UTF_8);
      files.write(new Path(path, name), json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write %s as JSON".formatted(name), e);
    }
  }

  /** Writes a file of that name. */
  public void write(String name, byte[] content) {
    files.write(new Path(path, name), content);
  }

  /** The JSON file of that name. */
  public JsonNode readJson(String name) {
    try {
      return MAPPER.readTree(files.read(new Path(path, name)));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot read %s of the run %s".formatted(name, shownPath()), e);
    }
  }

  /**
   * Adds a line to the history; it can be read at once where the file system allows it.
   *
   * @return the line as text
   */
  public String appendHistory(Map<String, ?> line) {
    try {
      String text = LINES.writeValueAsString(line);
      append(text);
      return text;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write %s as JSON".formatted(line), e);
    }
  }

  private void append(String line) {
    try {
      if (history == null) {
        history = files.create(new Path(path, HISTORY));
      }
      history.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      history.hflush();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write %s: %s".formatted(HISTORY, e.getMessage()), e);
    }
  }

  /** The run's checkpoints. */
  public CheckpointFolder checkpoints() {
    return new CheckpointFolder(files, path);
  }

  /** Writes the model's files; the folder {@code model} appears with all of them. */
  public void writeModel(ModelFiles model) {
    Path temporary = new Path(path, "." + ModelFiles.FOLDER + ".tmp");
    files.delete(temporary);
    files.createFolder(temporary);
    model.byName().forEach((name, content) -> files.write(new Path(temporary, name), content));
    files.rename(temporary, new Path(path, ModelFiles.FOLDER));
  }

  /** Marks the run as done. */
  public void done() {
    close();
    end("done", 0, null);
  }

  /** Marks the run as failed, with the exit code and the reason that the user is told. */
  public void failed(int code, String reason) {
    close();
    end("failed", code, reason);
  }

  /**
   * Marks the run as failed while it goes on in another thread: the process is being ended, and
   * whoever ends it knows the exit code.
   */
  public void stopped(String reason) {
    end("failed", null, reason);
  }

  /** The first end counts: what fails because the process is being ended is no other reason. */
  private synchronized void end(String state, Integer code, String reason) {
    if (!ended) {
      ended = true;
      status(state, code, reason, Instant.now());
    }
  }

  private void status(String state, Integer code, String reason, Instant end) {
    Map<String, Object> status = new LinkedHashMap<>();
    status.put("state", state);
    status.put("code", code);
    status.put("reason", reason);
    status.put("started", started);
    status.put("ended", end == null ? null : end.toString());
    writeJson(STATUS, status);
  }

  /** Closes the history. */
  @Override
  public void close() {
    if (history != null) {
      try {
        history.close();
        history = null;
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot write %s: %s".formatted(HISTORY, e.getMessage()), e);
      }
    }
  }
}
