package lockstep.optim;

import java.util.ArrayList;
import java.util.List;
import lockstep.optim.Lbfgs.Iterate;

/** A function of known minimum, its gradient, and how L-BFGS comes down it. */
interface Valley {
  double value(double[] x);

  double[] gradient(double[] x);

  /** Rosenbrock's, along a chain: least, 0, where all are 1. */
  Valley ROSENBROCK =
      new Valley() {
        @Override
        public double value(double[] x) {
          double sum = 0;
          for (int i = 0; i + 1 < x.length; i++) {
            sum += 100 * Math.pow(x[i + 1] - x[i] * x[i], 2) + (1 - x[i]) * (1 - x[i]);
          }
          return sum;
        }

        @Override
        public double[] gradient(double[] x) {
          double[] gradient = new double[x.length];
          for (int i = 0; i + 1 < x.length; i++) {
            double off = x[i + 1] - x[i] * x[i];
            gradient[i] += -400 * x[i] * off - 2 * (1 - x[i]);
            gradient[i + 1] += 200 * off;
          }
          return gradient;
        }
      };

  /** Sum of c_i (x_i - m_i)^2 / 2. */
  static Valley quadratic(double[] curvature, double[] minimum) {
    return new Valley() {
      @Override
      public double value(double[] x) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
          sum += curvature[i] * (x[i] - minimum[i]) * (x[i] - minimum[i]) / 2;
        }
        return sum;
      }

      @Override
      public double[] gradient(double[] x) {
        double[] gradient = new double[x.length];
        java.util.Arrays.setAll(gradient, i -> curvature[i] * (x[i] - minimum[i]));
        return gradient;
      }
    };
  }

  /** The state after an evaluation. */
  default Iterate evaluated(Lbfgs lbfgs, Iterate at) {
    double[] point = lbfgs.point(at.x(), at.state());
    return lbfgs.update(at.x(), value(point), gradient(point), at.state());
  }

  /** The states after 0, 1, .. iterations, at most so many; the last says if it is done before. */
  default List<Iterate> descent(Lbfgs lbfgs, double[] start, int iterations) {
    Iterate at = evaluated(lbfgs, new Iterate(start, lbfgs.init()));
    List<Iterate> all = new ArrayList<>(List.of(at));
    while (all.size() <= iterations && !lbfgs.isDone(at.state())) {
      Iterate next = evaluated(lbfgs, at);
      if (next.state().updates() == at.state().updates()) {
        all.remove(all.size() - 1);
      }
      all.add(next);
      at = next;
    }
    return all;
  }
}
