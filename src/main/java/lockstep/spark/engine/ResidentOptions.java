package lockstep.spark.engine;

import java.time.Duration;

/**
 * What resident workers are bound by.
 *
 * @param workerTimeout longest wait for slots and for workers to begin, longest silence of an
 *     executor, and longest wait of a worker for one answer
 * @param stepTimeout longest wait for the result of one piece of work
 * @param size of the run
 */
public record ResidentOptions(Duration workerTimeout, Duration stepTimeout, RunSize size) {}
