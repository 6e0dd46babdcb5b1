package lockstep.config;

/**
 * How LIBSVM is read.
 *
 * @param features their number; auto: the largest index of the training rows
 */
public record LibsvmConfig(AutoCount features) implements Section {}
