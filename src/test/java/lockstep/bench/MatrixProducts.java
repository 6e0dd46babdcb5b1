package lockstep.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import lockstep.data.Block;
import lockstep.linalg.Blas;
import lockstep.linalg.FloatMatrix;
import lockstep.linalg.Matrix;
import lockstep.nn.Network;
import lockstep.nn.ParameterLayout.Slot;
import lockstep.train.ShardPass;

/**
 * The matrix products of an epoch and nothing else, by the same BLAS in the same batches, on two
 * threads: what no training by these products can beat.
 */
final class MatrixProducts implements Contestant {
  static final String NAME = "matrix products alone";
  private static final int THREADS = 2;

  private final Rows rows;
  private final Network network;
  private final int batchRows;

  MatrixProducts(Rows rows, Training training) {
    this.rows = rows;
    this.network = training.network(rows);
    int slice = Math.max(1, training.batch() / rows.shards().size());
    this.batchRows = Math.min(ShardPass.BATCH_ROWS, slice);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public double round() {
    long begun = System.nanoTime();
    List<CompletableFuture<Void>> halves = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      int number = thread;
      halves.add(CompletableFuture.runAsync(() -> everySecondShard(number)));
    }
    halves.forEach(CompletableFuture::join);
    return (System.nanoTime() - begun) / 1e6;
  }

  private void everySecondShard(int first) {
    Products products = new Products(network, batchRows);
    for (int shard = first; shard < rows.shards().size(); shard += THREADS) {
      for (Block block : rows.shards().get(shard).train().blocks()) {
        for (int from = 0; from < block.rows(); from += batchRows) {
          int count = Math.min(batchRows, block.rows() - from);
          products.run(block.dense().columns(from, count));
        }
      }
    }
  }

  /** Forward, then the gradients by weights and inputs, of one batch. */
  private static final class Products {
    private final List<Slot> slots;
    private final FloatMatrix parameters;
    private final FloatMatrix gradient;
    private final List<FloatMatrix> outputs = new ArrayList<>();

    Products(Network network, int batchRows) {
      slots = network.layout().slots();
      parameters = FloatMatrix.zeros(network.layout().size(), 1);
      gradient = FloatMatrix.zeros(network.layout().size(), 1);
      for (Slot slot : slots) {
        outputs.add(FloatMatrix.zeros(slot.units(), batchRows));
      }
    }

    void run(Matrix features) {
      int n = features.columns();
      for (int l = 0; l < slots.size(); l++) {
        Blas.multiply(
            slots.get(l).weights(parameters), false, input(l, features), false, 0, output(l, n));
      }
      for (int l = slots.size() - 1; l >= 0; l--) {
        Matrix weights = slots.get(l).weights(gradient);
        Blas.multiply(output(l, n), false, input(l, features), true, 0, weights);
        if (l > 0) {
          Matrix inputGradient = output(l - 1, n);
          Blas.multiply(
              slots.get(l).weights(parameters), true, output(l, n), false, 0, inputGradient);
        }
      }
    }

    private Matrix input(int layer, Matrix features) {
      return layer == 0 ? features : output(layer - 1, features.columns());
    }

    private Matrix output(int layer, int rows) {
      return outputs.get(layer).columns(0, rows);
    }
  }
}
