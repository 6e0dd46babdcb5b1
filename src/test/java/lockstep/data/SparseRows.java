package lockstep.data;

import lockstep.linalg.Columns;
import lockstep.linalg.SparseMatrix;

/** Sparse blocks of the rows of dense ones. */
public final class SparseRows {
  private SparseRows() {}

  /** The same rows, sparse. */
  public static Block of(Block block) {
    SparseMatrix features =
        SparseMatrix.zeros(
            block.features().precision(), block.features().rows(), block.features().columns());
    double[] column = new double[features.rows()];
    for (int j = 0; j < features.columns(); j++) {
      block.features().readColumn(j, column);
      features.beginColumn(j);
      for (int i = 0; i < column.length; i++) {
        features.append(j, i, column[i]);
      }
    }
    return new Block(features, block.labels(), block.weights());
  }

  /** The same shard, sparse; an empty one stays as it is. */
  public static Shard of(Shard shard) {
    return shard.rows() == 0 ? shard : Shard.of(shard.number(), of(shard.blocks().get(0)));
  }

  /** The same shard, sparse in all splits. */
  public static DataShard of(DataShard shard) {
    return new DataShard(of(shard.train()), of(shard.validation()), of(shard.test()));
  }

  /** Sets three quarters of the elements to 0, and all those of every seventh row. */
  public static Block thinned(Block block) {
    Columns features = block.features();
    for (int j = 0; j < features.columns(); j++) {
      for (int i = 0; i < features.rows(); i++) {
        if ((i + j) % 4 > 0 || j % 7 == 0) {
          block.dense().set(i, j, 0);
        }
      }
    }
    return block;
  }
}
