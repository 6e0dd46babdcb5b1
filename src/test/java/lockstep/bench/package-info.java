/**
 * How fast Lockstep is, as ratios over other programs on the same rows: {@code scripts/bench}.
 *
 * <p>Design: the bench lives among the tests, not in a source root and profile of its own, because
 * a benchmark that the default build does not compile, analyse and run is broken within a month;
 * {@code BenchIT} runs every case with {@code --quick}. Nothing of it reaches the jar. Only the
 * kernels' JMH classes stand apart ({@code src/jmh/java}, profile {@code jmh}): JMH is no
 * dependency of the default build.
 *
 * <p>A machine's speed changes from minute to minute, so nothing is compared over time. A {@link
 * lockstep.bench.Race} lets every {@link lockstep.bench.Contestant} work once a round, round after
 * round; a ratio is the median over rounds of two contestants' times in the same round. Programs of
 * another language are child processes that wait in between. What is raced to a quality, an
 * objective or an accuracy, is judged by one function for all, apart from the race. Loss curves
 * stand beside the times: who learns less per epoch is not faster.
 */
package lockstep.bench;
