package lockstep.config;

import static lockstep.config.UnacceptableValueException.requireFolderName;
import static lockstep.config.UnacceptableValueException.requireText;

import java.util.Optional;

/**
 * Where a run stands: {@code <dir>/<job>/<run-id>}.
 *
 * @param runId name of the run's folder; empty: made from the time of the start
 */
public record OutputConfig(String dir, Optional<String> runId) implements Section {
  /** Checks both names. */
  public OutputConfig {
    requireText("dir", dir);
    runId.ifPresent(name -> requireFolderName("run-id", name));
  }
}
