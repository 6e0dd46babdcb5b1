package lockstep.generate;

/**
 * All that is known about a generated table.
 *
 * @param spec which table
 * @param model from which its labels were drawn
 * @param optimum what that model scores on it
 */
public record TableTruth(TableSpec spec, LinearTruth model, Optimum optimum) {}
