package lockstep.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The time of an epoch, everyone on the same rows with the same batches and the same optimizer (but
 * for MLlib, which has L-BFGS alone).
 *
 * @param source of the rows; empty if their file is absent
 * @param target largest ratio of the fastest engine over the faster PyTorch; NaN if none is set
 * @param productsTarget largest ratio of an epoch over its matrix products alone; NaN if none is
 *     set
 * @param extra what else is measured on these rows
 */
record NetworkCase(
    String name,
    String title,
    Function<Lab, Optional<Rows>> source,
    Training training,
    double target,
    double productsTarget,
    Extra extra)
    implements Case {
  /** A second measurement on a case's rows. */
  @FunctionalInterface
  interface Extra {
    void run(Lab lab, NetworkCase of, Rows rows, MllibPeers mllib);

    /** This, then another. */
    default Extra then(Extra next) {
      return (lab, of, rows, mllib) -> {
        run(lab, of, rows, mllib);
        next.run(lab, of, rows, mllib);
      };
    }

    /** Nothing more. */
    Extra NONE = (lab, of, rows, mllib) -> {};
  }

  @Override
  public void run(Lab lab) {
    source.apply(lab).ifPresent(rows -> run(lab, rows));
  }

  private void run(Lab lab, Rows rows) {
    try (MllibPeers mllib = new MllibPeers(lab.spark(), rows)) {
      int mostEpochs = lab.options().scaled(50, 2);
      List<Contestant> all = new ArrayList<>(lab.lockstep(rows, training, mostEpochs));
      all.addAll(lab.python(name, rows, training, mostEpochs));
      if (lab.races("mllib")) {
        all.addAll(mllib(lab, mllib));
      }
      if (!training.hidden().isEmpty()) {
        all.add(new MatrixProducts(rows, training));
      }
      report(lab.report(), rows, lab.raceAndClose(all));
      extra.run(lab, this, rows, mllib);
    }
  }

  private List<Contestant> mllib(Lab lab, MllibPeers mllib) {
    if (!training.hidden().isEmpty()) {
      return List.of(mllib.perceptronIterations(training.hidden(), lab.options().scaled(2, 1)));
    }
    return List.of(
        mllib.logisticIterations(lab.options().scaled(10, 2), training.l2()),
        mllib.miniBatchSteps(training.batch(), lab.options().scaled(10, 2)));
  }

  private void report(Report report, Rows rows, Race race) {
    String best = race.fastest("Lockstep");
    Optional<String> peer =
        race.has("PyTorch") ? Optional.of(race.fastest("PyTorch")) : Optional.empty();
    for (String contestant : race.times().keySet()) {
      Figure figure = Figure.of(name, unit(contestant) + ", " + contestant, race, contestant);
      if (contestant.endsWith("SGD")) {
        int steps = training.steps(rows);
        figure = figure.over(best + "'s step", race.ratio(contestant, best) * steps);
      } else if (peer.isPresent() && !contestant.equals(peer.get())) {
        figure = figure.over(peer.get(), race.ratio(contestant, peer.get()));
        boolean judged = contestant.equals(best) && !Double.isNaN(target);
        figure = judged ? figure.atMost(target) : figure;
      }
      report.add(figure);
    }
    if (race.has(MatrixProducts.NAME)) {
      Figure figure =
          Figure.of(name, "epoch, " + best, race, best)
              .over(MatrixProducts.NAME, race.ratio(best, MatrixProducts.NAME));
      report.add(Double.isNaN(productsTarget) ? figure : figure.atMost(productsTarget));
    }
    report.losses(name, race);
  }

  private static String unit(String contestant) {
    if (!contestant.startsWith("MLlib")) {
      return "epoch";
    }
    return contestant.endsWith("SGD") ? "step" : "iteration";
  }
}
