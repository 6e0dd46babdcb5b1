package lockstep.spark.job;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import lockstep.data.Split;
import lockstep.spark.table.PreparedTable;
import lockstep.train.DivergenceException;
import lockstep.train.EpochRecord;
import lockstep.train.Trainer;
import lockstep.train.TrainingListener;
import lockstep.train.TrainingResult;
import lockstep.train.TrainingState;

/**
 * A training that leaves a history and checkpoints.
 *
 * @param resume what it goes on from, if it was interrupted
 */
record RecordedTraining(Run run, PreparedTable table, Optional<Resume> resume) {
  /**
   * Trains to the end.
   *
   * @param first the state of a training that begins
   * @throws DivergenceException naming the last good checkpoint, if there is one
   */
  TrainingResult fit(Trainer trainer, Supplier<TrainingState> first) {
    List<String> before = resume.map(from -> from.checkpoint().history()).orElse(List.of());
    History history = new History(run.folder(), run.observer(), table.rows(Split.TRAIN), before);
    Checkpoints checkpoints =
        new Checkpoints(
            run.config().train().checkpoint(),
            run.folder().checkpoints(),
            history,
            Resume.describe(run.config(), table),
            resume.map(from -> from.from().path()).orElse(null),
            System::nanoTime);
    TrainingState start = resume.map(from -> from.checkpoint().state()).orElseGet(first);
    try {
      TrainingResult result = trainer.fit(start, new Both(history, checkpoints));
      checkpoints.last().ifPresent(path -> run.manifest().put("last_checkpoint", path));
      return result;
    } catch (DivergenceException e) {
      throw checkpoints.last().map(e::since).orElse(e);
    }
  }

  /** The history hears first: a checkpoint holds its lines. */
  private record Both(History history, Checkpoints checkpoints) implements TrainingListener {
    @Override
    public void epochEnded(EpochRecord epoch, TrainingState state) {
      history.epochEnded(epoch, state);
      checkpoints.epochEnded(epoch, state);
    }

    @Override
    public boolean wantsStep() {
      return checkpoints.wantsStep();
    }

    @Override
    public void stepEnded(TrainingState state) {
      checkpoints.stepEnded(state);
    }
  }
}
