package lockstep.spark.table;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import lockstep.data.Split;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Puts every row into its shard, in the shard's order, and says what it is used for: by the row's
 * content alone. Equal rows are told apart by counting them, so that copies of a row can fall on
 * different sides of the split.
 *
 * @param shards S, the number of shards
 * @param partitions of the result, at most S: each holds a run of adjacent shards
 * @param seed of the split
 * @param shares of a table that is split here
 */
public record Placement(int shards, int partitions, long seed, SplitShares shares)
    implements Serializable {
  /** Name of the column of a row's given split: its name, or null for a row that is to be split. */
  static final String GIVEN_SPLIT = "__lockstep_split";

  private static final String SHARD = "__lockstep_shard";
  private static final String HIGH = "__lockstep_high";
  private static final String LOW = "__lockstep_low";
  private static final int LOW_SALT = 1;
  private static final List<String> NOT_HASHED = List.of(GIVEN_SPLIT, HIGH, TableReader.LINE);

  /** The partition that holds a shard. */
  int partition(int shard) {
    return (int) ((long) shard * partitions / shards);
  }

  /** The shards of a partition, in order. */
  List<Integer> shardsOf(int partition) {
    List<Integer> held = new ArrayList<>();
    for (int shard = 0; shard < shards; shard++) {
      if (partition(shard) == partition) {
        held.add(shard);
      }
    }
    return held;
  }

  /**
   * The rows by partition, shard and content hash.
   *
   * @param table with the columns {@link TableReader#CORRUPT} and {@link #GIVEN_SPLIT}
   */
  JavaRDD<Row> place(Dataset<Row> table) {
    Column partition =
        functions.floor(
            col(SHARD).cast("long").multiply(lit((long) partitions)).divide(lit((long) shards)));
    return withHashes(table.drop(TableReader.LINE))
        .withColumn(SHARD, shard(col(HIGH)))
        .repartitionById(partitions, partition.cast("int"))
        // Not by shard first: Spark looks at the first key alone where it decides, without the row.
        .sortWithinPartitions(HIGH, LOW)
        .toJavaRDD();
  }

  /**
   * The shard of a hash: its leading 31 bits times S, over 2^31. It does not fall as the hash, a
   * signed number, grows, so rows in the order of their hashes are in the order of their shards.
   */
  private Column shard(Column high) {
    Column leading = functions.shiftrightunsigned(high.bitwiseXOR(lit(Long.MIN_VALUE)), 33);
    return functions.shiftright(leading.multiply(lit((long) shards)), 31).cast("int");
  }

  /** The table with two more columns, the halves of each row's hash. */
  static Dataset<Row> withHashes(Dataset<Row> table) {
    return table.withColumn(HIGH, hash(table, 0)).withColumn(LOW, hash(table, LOW_SALT));
  }

  /** The rows of one partition of {@link #place}, in their order. */
  Iterator<PlacedRow> rows(Iterator<Row> partition) {
    return new Iterator<>() {
      private final long splitSeed = RowHash.splitSeed(seed);
      private RowHash last;
      private long copy;

      @Override
      public boolean hasNext() {
        return partition.hasNext();
      }

      @Override
      public PlacedRow next() {
        Row row = partition.next();
        int columns = row.size() - 5;
        RowHash hash = new RowHash(row.getLong(columns + 2), row.getLong(columns + 3));
        copy = hash.equals(last) ? copy + 1 : 0;
        last = hash;
        Split split =
            row.isNullAt(columns + 1)
                ? shares.of(hash.unit(splitSeed, copy))
                : Split.valueOf(row.getString(columns + 1));
        Object[] cells = new Object[columns];
        for (int i = 0; i < columns; i++) {
          cells[i] = RawCells.cell(row, i);
        }
        return new PlacedRow(row.getInt(columns + 4), split, hash, row.getString(columns), cells);
      }
    };
  }

  /**
   * The hash of a row's cells, each with its number, since a missing cell alone would leave no
   * trace. Columns are taken by name, so that their order in the table does not matter.
   */
  private static Column hash(Dataset<Row> table, int salt) {
    List<Column> terms = new ArrayList<>();
    terms.add(lit(salt));
    Arrays.stream(table.columns())
        .filter(name -> !NOT_HASHED.contains(name))
        .sorted()
        .forEach(
            name -> {
              terms.add(lit(terms.size()));
              terms.add(quoted(name));
            });
    return xxhash64(terms.toArray(Column[]::new));
  }

  /** The column of exactly that name, dots and blanks included. */
  static Column quoted(String name) {
    return col('`' + name.replace("`", "``") + '`');
  }
}
