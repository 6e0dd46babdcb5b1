package lockstep.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lockstep.optim.LearningRate;
import org.apache.spark.ml.classification.LogisticRegressionModel;

/**
 * The time until the objective is within 1e-4 of its minimum, by mini-batches and by L-BFGS, over
 * MLlib's logistic regression. One {@link Judge} tells the objective of everybody's parameters, in
 * double over all rows; the minimum is where L-BFGS in double ends. As in {@link TimeToQuality} all
 * first find how long they need.
 */
final class TimeToOptimum {
  private static final double NEAR = 1e-4;
  private static final double LIMIT = 1.0 / 3;
  private static final List<Integer> HALF_EPOCHS = List.of(2, 5, 12);
  private static final String WHAT = "time to optimum + 1e-4, ";

  /** One storage of the rows, and what it is called. */
  private record Form(String suffix, Rows rows, MllibPeers mllib) {}

  private final Lab lab;
  private final NetworkCase of;
  private final Judge judge;
  private final double optimum;
  private final Map<Contestant, Needed> ours = new LinkedHashMap<>();
  private final Map<Contestant, String> theirs = new LinkedHashMap<>();

  private TimeToOptimum(Lab lab, NetworkCase of, Rows rows) {
    this.lab = lab;
    this.of = of;
    judge = new Judge(rows, of.training());
    optimum = judge.optimum(lab);
  }

  /** On the rows as they are. */
  static void run(Lab lab, NetworkCase of, Rows rows, MllibPeers mllib) {
    if (lab.races("mllib")) {
      new TimeToOptimum(lab, of, rows).run(List.of(new Form("", rows, mllib)));
    }
  }

  /** On the rows as they are and on sparse ones, for both sides. */
  static void denseAndSparse(Lab lab, NetworkCase of, Rows rows, MllibPeers mllib) {
    if (lab.races("mllib")) {
      Rows sparse = rows.sparse();
      try (MllibPeers sparseMllib = new MllibPeers(lab.spark(), sparse)) {
        new TimeToOptimum(lab, of, rows)
            .run(
                List.of(new Form("", rows, mllib), new Form(", sparse rows", sparse, sparseMllib)));
      }
    }
  }

  private void run(List<Form> forms) {
    for (Form form : forms) {
      enterAdam(form);
      Course lbfgs = Course.lbfgs(form.suffix, form.rows, of.training());
      enter(lbfgs, needed(lbfgs, Needed.mostEpochs(lab)));
      enterMllib(form);
    }
    List<Contestant> all = new ArrayList<>(ours.keySet());
    all.addAll(theirs.keySet());
    report(lab.raceAndClose(all));
  }

  private boolean near(double objective) {
    return objective <= optimum + NEAR;
  }

  /**
   * Adam at a constant rate circles the optimum, so the rate falls as 1 / (1 + (epoch / e)^2), by
   * that e of a few with which it arrives first.
   */
  private void enterAdam(Form form) {
    int steps = of.training().steps(form.rows);
    double first = 10 * of.training().rate();
    Course best = null;
    Needed least = null;
    for (int half : HALF_EPOCHS) {
      LearningRate rate = step -> first / (1 + Math.pow(step / ((double) half * steps), 2));
      Course course = Course.adam(form.suffix, form.rows, of.training(), rate);
      boolean faster = least != null && least.reached();
      Needed needed = needed(course, faster ? least.epochs() - 1 : Needed.mostEpochs(lab));
      if (least == null || needed.reached()) {
        best = course;
        least = needed;
      }
    }
    enter(best, least);
  }

  private Needed needed(Course course, int mostEpochs) {
    return Needed.until(
        lab,
        course,
        mostEpochs,
        (learner, engine) -> judge.objective(learner.parameters()),
        this::near);
  }

  private void enter(Course course, Needed needed) {
    Contestant contestant = course.epochs(lab, needed.epochs());
    lab.report().curve(of.name(), "objective, " + contestant.name(), needed.curve());
    ours.put(contestant, needed);
  }

  /** MLlib's own history says where to look; what counts is the judge's word on its parameters. */
  private void enterMllib(Form form) {
    double l2 = of.training().l2();
    double[] history =
        form.mllib.logistic(lab.options().scaled(100, 3), l2, 0).summary().objectiveHistory();
    int iterations = 1;
    while (iterations < history.length - 1 && !near(history[iterations])) {
      iterations++;
    }
    double objective = objective(form.mllib.logistic(iterations, l2, 0));
    while (!near(objective) && iterations < history.length - 1) {
      objective = objective(form.mllib.logistic(++iterations, l2, 0));
    }
    int enough = iterations;
    Contestant contestant =
        Contestant.of(
            "MLlib LogisticRegression" + form.suffix, () -> form.mllib.logistic(enough, l2, 0));
    lab.report().curve(of.name(), "objective, " + contestant.name(), boxed(history));
    theirs.put(
        contestant,
        "%d iterations, objective %.6f of %.6f".formatted(iterations, objective, optimum));
  }

  /** From the first iteration on. */
  private static List<Double> boxed(double[] history) {
    return Arrays.stream(history).skip(1).boxed().toList();
  }

  private double objective(LogisticRegressionModel model) {
    return judge.objective(judge.parameters(model));
  }

  private void report(Race race) {
    String peer = race.fastest("MLlib");
    theirs.forEach(
        (contestant, note) -> {
          String name = contestant.name();
          lab.report().add(Figure.of(of.name(), WHAT + name, race, name).noting(note));
        });
    ours.forEach(
        (contestant, needed) -> {
          String name = contestant.name();
          Figure figure =
              Figure.of(of.name(), WHAT + name, race, name).over(peer, race.ratio(name, peer));
          lab.report().add(needed.judge(figure, LIMIT));
        });
  }
}
