package lockstep.linalg;

/**
 * The SplitMix64 generator (Steele, Lea and Flood, "Fast splittable pseudorandom number
 * generators", OOPSLA 2014). Ours rather than the JDK's because every draw is part of what a seed
 * promises: {@link java.util.SplittableRandom} does not specify its sequence, and {@link
 * java.util.Random} is slow and correlates neighbouring seeds.
 */
public final class SplitMix64 {
  private static final long GAMMA = 0x9e3779b97f4a7c15L;
  private static final double ULP = 0x1.0p-53;

  private long state;

  /** A generator whose whole sequence is a function of {@code seed}. */
  public SplitMix64(long seed) {
    state = seed;
  }

  /**
   * A seed for one purpose, derived from a parent seed and any number of coordinates (epoch, shard,
   * row): a hash, so neighbouring coordinates give unrelated streams.
   */
  public static long derive(long seed, long... coordinates) {
    long hash = mix(seed + GAMMA);
    for (long coordinate : coordinates) {
      hash = mix(hash ^ mix(coordinate + GAMMA)) + GAMMA;
    }
    return mix(hash);
  }

  /** A seed for one named purpose. */
  public static long derive(long seed, String name) {
    long hash = seed;
    for (int i = 0; i < name.length(); i++) {
      hash = derive(hash, name.charAt(i));
    }
    return derive(hash, name.length());
  }

  /** The finaliser: a bijection on 64-bit words in which every input bit moves every output bit. */
  public static long mix(long word) {
    long z = (word ^ (word >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** A word as a uniform number in [0, 1). */
  public static double unit(long word) {
    return (word >>> 11) * ULP;
  }

  /** The next 64 random bits. */
  public long nextLong() {
    state += GAMMA;
    return mix(state);
  }

  /** Uniform in [0, 1), a multiple of 2^-53. */
  public double nextDouble() {
    return unit(nextLong());
  }

  /**
   * Uniform in 0 .. bound - 1, without bias (Lemire, "Fast random integer generation in an
   * interval", 2019).
   *
   * @param bound at least 1
   */
  public int nextInt(int bound) {
    if (bound < 1) {
      throw new IllegalArgumentException(
          "Cannot draw an integer below " + bound + ": expected 1 or more");
    }
    long product = (nextLong() >>> 32) * bound;
    long low = product & 0xffffffffL;
    if (low < bound) {
      long threshold = (0x100000000L - bound) % bound;
      while (low < threshold) {
        product = (nextLong() >>> 32) * bound;
        low = product & 0xffffffffL;
      }
    }
    return (int) (product >>> 32);
  }

  /**
   * Standard normal, by Marsaglia's polar method (the second deviate is dropped: no hidden state).
   */
  public double nextGaussian() {
    while (true) {
      double u = 2 * nextDouble() - 1;
      double v = 2 * nextDouble() - 1;
      double s = u * u + v * v;
      if (s > 0 && s < 1) {
        return u * StrictMath.sqrt(-2 * StrictMath.log(s) / s);
      }
    }
  }
}
