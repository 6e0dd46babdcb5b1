/**
 * From tables to shards: sources, splits, placement, encoding.
 *
 * <p>Design: a row is placed by what it says. Two 64-bit hashes of its cells fix its shard, its
 * place in the shard and, with the seed and its number among equal rows, its split; so neither the
 * order of the files, nor the number of tasks, nor a retry can move it (a round-robin {@code
 * repartition} can, and has lost rows that way: SPARK-23207). One shuffle does it; both passes over
 * the placed rows, profile and packing, read its output.
 *
 * <p>Statistics are gathered by our own mergeable profile instead of Spark SQL's built-in
 * aggregates, whose floating-point sums depend on the order in which partial results arrive. The
 * encoder is the plain Java of {@code lockstep.encode}, the same as outside Spark. Bad rows are
 * counted in the result of a task, never thrown in it: a failed task would be tried again, and the
 * user told of four stack traces instead of a column.
 *
 * <p>LIBSVM is read line by line with a parser of {@code lockstep.encode}, not by Spark's source:
 * that one scans the files for the largest index, and stops at a bad line without naming it. A
 * row's vector has no size, so that its hash, and with it its shard and split, is its own alone.
 */
package lockstep.spark.table;
