package lockstep.spark.table;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import lockstep.data.Block;
import lockstep.data.DataShard;
import lockstep.data.Shard;
import lockstep.data.Split;
import lockstep.encode.BadValueException;
import lockstep.encode.Layout;
import lockstep.encode.RowEncoder;
import lockstep.linalg.DoubleMatrix;
import lockstep.linalg.FloatMatrix;
import lockstep.linalg.Matrix;
import lockstep.linalg.Precision;

/**
 * The second pass over placed rows: encodes them and packs each shard's rows into blocks, split by
 * split.
 *
 * @param columns of the table
 * @param encoder fitted to the training rows
 * @param precision of the blocks
 */
record PackPass(List<String> columns, RowEncoder encoder, Precision precision)
    implements Serializable {

  /** A shard and what was seen while packing it. */
  record Packed(DataShard shard, PackSummary summary) implements Serializable {}

  /**
   * The shards of one partition, those without rows too.
   *
   * @param rows in the order of their shards
   * @param shards numbers of the partition's shards, ascending
   */
  Iterator<Packed> pack(Iterator<PlacedRow> rows, List<Integer> shards) {
    List<Packed> packed = new ArrayList<>();
    Cursor cursor = new Cursor(rows);
    for (int shard : shards) {
      Packer packer = new Packer(shard);
      while (cursor.row != null && cursor.row.shard() == shard) {
        packer.add(cursor.row);
        cursor.advance();
      }
      packed.add(packer.finish());
    }
    if (cursor.row != null) {
      throw new IllegalStateException(
          "Cannot pack a row of shard %d: expected one of %s"
              .formatted(cursor.row.shard(), shards));
    }
    return packed.iterator();
  }

  private static final class Cursor {
    private final Iterator<PlacedRow> rows;
    private PlacedRow row;

    Cursor(Iterator<PlacedRow> rows) {
      this.rows = rows;
      advance();
    }

    void advance() {
      row = rows.hasNext() ? rows.next() : null;
    }
  }

  private final class Packer {
    private final Map<Split, Shard.Builder> builders = new EnumMap<>(Split.class);
    private final PackSummary summary = new PackSummary(encoder.target());
    private final boolean sparse = encoder.features().layout() == Layout.SPARSE;
    private final RowLayout featureCells =
        new RowLayout(columns, encoder.features().inputColumns());
    private final RowLayout labelCells = new RowLayout(columns, encoder.target().columns());
    private final RowLayout weightCell = new RowLayout(columns, encoder.weight().columns());

    Packer(int shard) {
      for (Split split : Split.values()) {
        int width = encoder.features().width();
        int labels = encoder.target().width();
        builders.put(
            split,
            sparse
                ? Shard.Builder.sparse(shard, precision, width, labels)
                : new Shard.Builder(shard, precision, width, labels));
      }
    }

    void add(PlacedRow row) {
      summary.see(row.hash());
      if (row.corrupt() != null) {
        summary.addBad(row, BadRowReport.problem(row.corrupt()));
        return;
      }
      Shard.Builder builder = builders.get(row.split());
      Block block = builder.nextBlock();
      int position = builder.nextRow();
      try {
        int unseen = encode(featureCells.pick(row.cells()), builder, block, position);
        DoubleMatrix labels = block.labels();
        int label = position * labels.rows();
        encoder.target().encode(labelCells.pick(row.cells()), labels.array(), label);
        double weight =
            encoder.weight().columns().isEmpty()
                ? 1
                : encoder.weight().weight(weightCell.pick(row.cells())[0]);
        block.weights().set(0, position, weight);
        builder.endRow();
        summary.add(row.split(), labels.array(), label, weight, unseen);
      } catch (BadValueException e) {
        summary.addBad(row, BadRowReport.reason(e));
      }
    }

    private int encode(Object[] cells, Shard.Builder builder, Block block, int position) {
      if (sparse) {
        return encoder.features().encode(cells, precision, builder::addEntry);
      }
      Matrix features = block.dense();
      int offset = position * features.rows();
      if (features instanceof FloatMatrix floats) {
        return encoder.features().encode(cells, floats.array(), offset);
      }
      return encoder.features().encode(cells, ((DoubleMatrix) features).array(), offset);
    }

    Packed finish() {
      DataShard shard =
          new DataShard(
              builders.get(Split.TRAIN).build(),
              builders.get(Split.VALIDATION).build(),
              builders.get(Split.TEST).build());
      return new Packed(shard, summary);
    }
  }
}
