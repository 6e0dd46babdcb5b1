package lockstep.optim;

/**
 * Cosine decays one after another (Loshchilov and Hutter, "SGDR", 2017), as Keras's {@code
 * CosineDecayRestarts}: the i-th, counted from 0, takes steps growth^i steps, and in it, at the
 * share x of its way,
 *
 * <pre>  rate = initial ((1 - end) peak^i (1 + cos(pi x)) / 2 + end)</pre>
 *
 * @param steps of the first decay, at least 1
 * @param growth of the length of a decay from one to the next, at least 1; 2 in Keras
 * @param peak factor of the height from one to the next, more than 0; 1 in Keras
 * @param end share of the initial rate that is left at the end of each, in [0, 1]; 0 in Keras
 */
public record CosineRestarts(double initial, long steps, double growth, double peak, double end)
    implements LearningRate {
  @Override
  public double at(long step) {
    double restarts;
    double progress;
    if (growth == 1) {
      long decays = step / steps;
      restarts = decays;
      progress = (double) (step % steps) / steps;
    } else {
      double begin = 0;
      double length = steps;
      restarts = 0;
      while (step >= begin + length) {
        begin += length;
        length *= growth;
        restarts++;
      }
      progress = (step - begin) / length;
    }
    double height = StrictMath.pow(peak, restarts);
    return initial * ((1 - end) * height * CosineDecay.halfWave(progress) + end);
  }
}
