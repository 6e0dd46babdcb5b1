package lockstep.spark.table;

import lockstep.data.Split;

/**
 * A raw row and where it belongs.
 *
 * @param shard number of its shard
 * @param split what it is used for
 * @param hash of its content, 128 bits
 * @param corrupt text of a record that could not be parsed, or null
 * @param cells raw cells in the order of the table's columns
 */
record PlacedRow(int shard, Split split, RowHash hash, String corrupt, Object[] cells) {}
