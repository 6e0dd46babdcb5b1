package lockstep.spark.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lockstep.config.CheckpointConfig;
import lockstep.optim.OptimizerState;
import lockstep.store.Checkpoint;
import lockstep.store.RunFolder;
import lockstep.train.EpochRecord;
import lockstep.train.StoppingState;
import lockstep.train.TrainingState;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
  private static final long SECOND = 1_000_000_000;
  private static final JsonNode JOB = JsonNodeFactory.instance.objectNode().put("job", "x");

  @TempDir Path output;
  private RunFolder run;
  private History history;
  private long now = 17;

  @BeforeEach
  void begin() {
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(output + "/run");
    run = RunFolder.create(path, new Configuration(), Instant.EPOCH);
    history = new History(run, JobObserver.SILENT, 10, List.of("before"));
  }

  private Checkpoints checkpoints(Integer everyEpochs, Double everySeconds, int keep) {
    CheckpointConfig config =
        new CheckpointConfig(
            Optional.ofNullable(everyEpochs), Optional.ofNullable(everySeconds), keep);
    return new Checkpoints(config, run.checkpoints(), history, JOB, null, () -> now);
  }

  /** The epochs, of so many that take a second each, after which a checkpoint was written. */
  private List<Integer> writtenBy(Checkpoints checkpoints, int epochs) {
    List<Integer> written = new ArrayList<>();
    for (int epoch = 1; epoch <= epochs; epoch++) {
      Optional<String> before = checkpoints.last();
      now += SECOND;
      TrainingState state =
          new TrainingState(
              1, epoch, epoch, new double[] {epoch}, new OptimizerState(0), StoppingState.NONE);
      EpochRecord record = new EpochRecord(epoch, epoch, 0.1, 0.5, 1, 1, Optional.empty());
      history.epochEnded(record, state);
      checkpoints.epochEnded(record, state);
      if (!checkpoints.last().equals(before)) {
        written.add(epoch);
      }
    }
    return written;
  }

  @Test
  void oneIsWrittenEverySoManyEpochs() {
    assertThat(writtenBy(checkpoints(3, null, 2), 10)).containsExactly(3, 6, 9);
  }

  @Test
  void oneIsWrittenWhenSoManySecondsHavePassedSinceTheLast() {
    assertThat(writtenBy(checkpoints(null, 2.5, 2), 10)).containsExactly(3, 6, 9);
    assertThat(writtenBy(checkpoints(4, 3.0, 2), 10)).containsExactly(3, 4, 7, 8);
  }

  @Test
  void noneIsWrittenIfNoneIsAskedFor() {
    assertThat(writtenBy(checkpoints(null, null, 2), 10)).isEmpty();
  }

  @Test
  void oneHoldsTheStateTheHistoryAndTheJob() {
    Checkpoints checkpoints = checkpoints(2, null, 1);
    writtenBy(checkpoints, 3);

    Checkpoint found = run.checkpoints().newest(warning -> {}).checkpoint();

    assertThat(found.state().parameters()).containsExactly(2);
    assertThat(found.history()).hasSize(3).first().isEqualTo("before");
    assertThat(found.history().get(2)).startsWith("{\"epoch\":2,");
    assertThat(found.run()).isEqualTo(JOB);
    assertThat(checkpoints.last().orElseThrow()).endsWith("checkpoints/000001-epoch-2-step-2");
  }

  @Test
  void betweenStepsOneIsWrittenWhenItsTimeHasComeUnlessTheParametersHaveOverflown() {
    Checkpoints checkpoints = checkpoints(1, 2.0, 3);
    double[] parameters = {1, 2};
    TrainingState state =
        new TrainingState(1, 0, 3, parameters, new OptimizerState(0), StoppingState.NONE);

    now += SECOND;
    assertThat(checkpoints.wantsStep()).isFalse();
    now += SECOND;
    assertThat(checkpoints.wantsStep()).isTrue();
    parameters[1] = Double.POSITIVE_INFINITY;
    checkpoints.stepEnded(state);
    assertThat(checkpoints.last()).isEmpty();
    parameters[1] = 0;
    checkpoints.stepEnded(state);
    assertThat(checkpoints.last().orElseThrow()).endsWith("000001-epoch-0-step-3");
    assertThat(checkpoints.wantsStep()).isFalse();
  }
}
