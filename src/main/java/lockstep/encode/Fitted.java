package lockstep.encode;

import java.util.List;

/**
 * What fitting gives.
 *
 * @param encoder the fitted encoder
 * @param warnings sentences for the log and the manifest, each naming its column
 */
public record Fitted<T>(T encoder, List<String> warnings) {
  /** Keeps a copy of the list. */
  public Fitted {
    warnings = List.copyOf(warnings);
  }
}
