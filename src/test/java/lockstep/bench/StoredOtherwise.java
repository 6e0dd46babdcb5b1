package lockstep.bench;

import java.util.List;
import lockstep.linalg.Precision;

/** The time of an epoch on the rows of a case, stored in another way, over that of the case. */
final class StoredOtherwise {
  private static final double FLOAT64_LIMIT = 2.2;

  private StoredOtherwise() {}

  /** In float64, and computed in it. */
  static void float64(Lab lab, NetworkCase of, Rows rows, MllibPeers mllib) {
    Figure figure = race(lab, of, rows, rows.in(Precision.FLOAT64), ", float64");
    lab.report().add(figure.atMost(FLOAT64_LIMIT));
  }

  /** As sparse rows. */
  static void sparse(Lab lab, NetworkCase of, Rows rows, MllibPeers mllib) {
    lab.report().add(race(lab, of, rows, rows.sparse(), ", sparse rows"));
  }

  private static Figure race(Lab lab, NetworkCase of, Rows rows, Rows others, String suffix) {
    int mostEpochs = lab.options().scaled(50, 2);
    Contestant plain = lab.lockstep(lab.engine(), rows, of.training(), mostEpochs);
    Contestant other =
        lab.lockstep(lab.engine(), others, of.training(), mostEpochs).named(plain.name() + suffix);
    Race race = lab.raceAndClose(List.of(plain, other));
    lab.report().curve(of.name(), other.name(), other.losses());
    return Figure.of(of.name(), "epoch, " + other.name(), race, other.name())
        .over(plain.name(), race.ratio(other.name(), plain.name()));
  }
}
