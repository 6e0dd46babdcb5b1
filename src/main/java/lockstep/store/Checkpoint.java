package lockstep.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import lockstep.train.TrainingState;

/**
 * What a run goes on from.
 *
 * @param state of training, whole
 * @param history the lines of {@code history.jsonl} so far
 * @param run what the state belongs to, for whoever goes on to check: job, data
 */
public record Checkpoint(TrainingState state, List<String> history, JsonNode run) {
  /** The list is copied. */
  public Checkpoint {
    history = List.copyOf(history);
  }
}
