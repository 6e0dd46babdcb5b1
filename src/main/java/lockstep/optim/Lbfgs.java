package lockstep.optim;

import java.util.Arrays;

/**
 * L-BFGS (Nocedal and Wright, "Numerical optimization", 2006, algorithm 7.5) with a line search for
 * the strong Wolfe conditions; under a penalty of absolute values OWL-QN (Andrew and Gao, 2007),
 * which searches within an orthant for a sufficient decrease. One iteration is
 *
 * <pre>  x := x + a d,          d = -H g,          a by {@link LineSearch}</pre>
 *
 * <p>The first step of all, and the first after the memory was given up, is tried with a = min(1, 1
 * / |g|_1), others with a = 1. Where no step along d is lower, the memory is given up and -g is
 * tried; where that is no lower either, x is the minimum as far as the numbers can tell.
 *
 * <p>The function is not called from here: {@link #point} says where to take it, and {@link
 * #update} is told what was found there. So an iteration can be interrupted between any two
 * evaluations, and its state be kept: {@link OptimizerState} holds the search and, as moments, the
 * gradient at x, d, and the curvature pairs.
 *
 * @param memory the most curvature pairs, at least 1
 * @param penalty that is added to the function
 */
public record Lbfgs(int memory, AbsolutePenalty penalty) {
  private static final int GRADIENT = 0;
  private static final int DIRECTION = 1;
  private static final int PAIRS = 2;

  /** Checks the memory. */
  public Lbfgs {
    if (memory < 1) {
      throw new IllegalArgumentException(
          "Cannot remember %d curvature pairs: expected 1 or more".formatted(memory));
    }
  }

  /**
   * Where the descent is.
   *
   * @param x the last iterate, [p]
   * @param state of what comes next
   */
  public record Iterate(double[] x, OptimizerState state) {}

  /** The state before the first evaluation. */
  public OptimizerState init() {
    return new OptimizerState(0);
  }

  /** Whether no step lowers the function any more. */
  public boolean isDone(OptimizerState state) {
    return state.search() != null && state.search().failed();
  }

  /**
   * Where the function is to be taken next, [p].
   *
   * @param x the last iterate, [p]. Not modified.
   */
  public double[] point(double[] x, OptimizerState state) {
    if (state.search() == null) {
      return x;
    }
    double[] point = x.clone();
    Vectors.add(state.search().step(), state.moments()[DIRECTION], point);
    penalty.stayInOrthant(x, point);
    return point;
  }

  /**
   * The gradient, penalty included: 0 at a minimum.
   *
   * @param x [p]. Not modified.
   * @param gradient of the function without the penalty, [p]. Not modified.
   */
  public double[] gradient(double[] x, double[] gradient) {
    return penalty.pseudoGradient(x, gradient);
  }

  /**
   * What follows from an evaluation at {@link #point}. No argument is modified.
   *
   * @param x the last iterate, [p]
   * @param value of the function at the point, without the penalty
   * @param gradient there, [p]. Kept.
   * @return the next iterate, or the same while the search goes on
   */
  public Iterate update(double[] x, double value, double[] gradient, OptimizerState state) {
    double[] point = point(x, state);
    double whole = value + penalty.of(point);
    LineSearch search = state.search();
    if (search == null) {
      return begin(point, whole, gradient, CurvaturePairs.NONE, 0, 0);
    }
    Trial trial = trial(search.step(), whole, gradient, state.moments()[DIRECTION]);
    if (search.accepts(trial)) {
      double[] change = Vectors.difference(gradient, state.moments()[GRADIENT]);
      CurvaturePairs pairs = pairs(state).plus(Vectors.difference(point, x), change, memory);
      return begin(point, whole, gradient, pairs, state.updates() + 1, search.step());
    }
    LineSearch next = search.after(trial);
    if (next.failed() && pairs(state).size() > 0) {
      double[] before = state.moments()[GRADIENT];
      double held = search.start().value();
      return begin(x, held, before, CurvaturePairs.NONE, state.updates(), search.taken());
    }
    return new Iterate(x, new OptimizerState(state.updates(), next, state.moments()));
  }

  /** Numbers that are not finite count as a value too high: the search turns back. */
  private Trial trial(double step, double value, double[] gradient, double[] direction) {
    double slope = Vectors.dot(gradient, direction);
    boolean finite = Double.isFinite(value) && Double.isFinite(slope);
    double shown = penalty.isNone() && finite ? slope : Double.NaN;
    return new Trial(step, finite ? value : Double.POSITIVE_INFINITY, shown);
  }

  private Iterate begin(
      double[] x,
      double value,
      double[] gradient,
      CurvaturePairs pairs,
      long updates,
      double taken) {
    double[] steepest = penalty.pseudoGradient(x, gradient);
    double[] direction = pairs.descent(steepest);
    penalty.align(direction, steepest);
    double slope = Vectors.dot(steepest, direction);
    if (!(slope < 0) && pairs.size() > 0) {
      return begin(x, value, gradient, CurvaturePairs.NONE, updates, taken);
    }
    double step = pairs.size() > 0 ? 1 : Math.min(1, 1 / Vectors.absoluteSum(steepest));
    double[][] moments = new double[PAIRS + 2 * pairs.size()][];
    moments[GRADIENT] = gradient;
    moments[DIRECTION] = direction;
    System.arraycopy(pairs.moves(), 0, moments, PAIRS, pairs.size());
    System.arraycopy(pairs.changes(), 0, moments, PAIRS + pairs.size(), pairs.size());
    LineSearch search = LineSearch.begin(value, slope, step, taken);
    return new Iterate(x, new OptimizerState(updates, search, moments));
  }

  private static CurvaturePairs pairs(OptimizerState state) {
    double[][] moments = state.moments();
    int middle = (PAIRS + moments.length) / 2;
    return new CurvaturePairs(
        Arrays.copyOfRange(moments, PAIRS, middle),
        Arrays.copyOfRange(moments, middle, moments.length));
  }
}
