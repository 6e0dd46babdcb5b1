package lockstep.bench;

import lockstep.linalg.DoubleMatrix;
import lockstep.linalg.Matrix;
import lockstep.linalg.Precision;
import lockstep.metric.EvaluationSums;
import lockstep.nn.ParameterLayout.Slot;
import lockstep.objective.GradientSum;
import lockstep.objective.Objective;
import lockstep.train.Evaluator;
import lockstep.train.StepEngine;
import org.apache.spark.ml.classification.LogisticRegressionModel;

/**
 * Tells the objective (mean loss and penalty) of parameters over all rows of a case in double,
 * whoever found them.
 */
final class Judge {
  private static final int MOST_ITERATIONS = 300;

  private final Rows rows;
  private final Training training;
  private final Objective objective;
  private final Evaluator evaluator;

  Judge(Rows rows, Training training) {
    this.rows = rows;
    this.training = training;
    objective = training.objective(rows);
    evaluator = training.evaluator(rows, Precision.FLOAT64);
  }

  /** The objective of parameters [p]. */
  double objective(double[] parameters) {
    EvaluationSums sums =
        rows.shards().parallelStream()
            .map(shard -> evaluator.evaluate(parameters, shard.train()).sums())
            .reduce(EvaluationSums::plus)
            .orElseThrow();
    GradientSum sum = new GradientSum(new double[parameters.length], sums.lossSum(), sums.weight());
    return objective.mean(parameters, sum).value();
  }

  /** The least of it: where L-BFGS over the rows in double finds no way down any more. */
  double optimum(Lab lab) {
    Rows exact = rows.in(Precision.FLOAT64);
    LockstepContestant learner = Course.lbfgs("", exact, training).learner(lab);
    try (StepEngine engine = lab.open(lab.engine(), exact, training)) {
      int most = lab.options().scaled(MOST_ITERATIONS, 20);
      for (int i = 0; i < most && !learner.converged(); i++) {
        learner.epoch(engine);
      }
    }
    Rows.release();
    return objective(learner.parameters());
  }

  /** MLlib's coefficients and intercepts as parameters [p] of the same model. */
  double[] parameters(LogisticRegressionModel model) {
    double[] parameters = new double[objective.parameters()];
    Slot slot = objective.network().layout().slots().get(0);
    Matrix all = DoubleMatrix.of(parameters, parameters.length, 1);
    Matrix weights = slot.weights(all);
    for (int unit = 0; unit < slot.units(); unit++) {
      for (int i = 0; i < slot.inputs(); i++) {
        weights.set(unit, i, model.coefficientMatrix().apply(unit, i));
      }
      slot.biases(all).set(unit, 0, model.interceptVector().apply(unit));
    }
    return parameters;
  }
}
