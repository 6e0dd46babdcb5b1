package lockstep.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import lockstep.data.Block;
import lockstep.data.DataShard;
import lockstep.data.Shard;
import lockstep.linalg.FloatMatrix;
import lockstep.linalg.Matrix;
import lockstep.linalg.Precision;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The rows of a case, encoded: one memory that every contestant of this process reads.
 *
 * @param shards numbers 0 .. S-1
 * @param features d
 * @param classes of the label; 2 for labels of 0 or 1
 */
record Rows(List<DataShard> shards, int features, int classes) {
  private static final Map<Integer, List<DataShard>> HELD = new ConcurrentHashMap<>();
  private static final AtomicInteger NEXT = new AtomicInteger();

  /** What writes row {@code row} into one row of a block. */
  @FunctionalInterface
  interface Writer {
    void write(long row, Block block, int at);
  }

  /** All rows in training, row i in shard i mod S; the shards are filled by two threads. */
  static Rows of(long rows, int features, int classes, int shards, Writer writer) {
    List<DataShard> filled =
        IntStream.range(0, shards)
            .parallel()
            .mapToObj(
                number -> {
                  int count = (int) ((rows - number + shards - 1) / shards);
                  Shard.Builder builder = new Shard.Builder(number, Precision.FLOAT32, features, 1);
                  for (int i = 0; i < count; i++) {
                    Block block = builder.nextBlock();
                    writer.write((long) i * shards + number, block, builder.nextRow());
                    builder.endRow();
                  }
                  return onlyTraining(builder.build(), features);
                })
            .toList();
    return new Rows(filled, features, classes);
  }

  /** A shard with no rows to validate or test on. */
  static DataShard onlyTraining(Shard train, int features) {
    Shard none = Shard.of(train.number(), Block.zeros(Precision.FLOAT32, features, 1, 0));
    return new DataShard(train, none, none);
  }

  /** The precision the features are stored in. */
  Precision precision() {
    return blocks().get(0).features().precision();
  }

  /** A copy in another precision. */
  Rows in(Precision precision) {
    return copy(number -> new Shard.Builder(number, precision, features, 1));
  }

  /** A copy that stores of each row what is not 0. */
  Rows sparse() {
    return copy(number -> Shard.Builder.sparse(number, precision(), features, 1));
  }

  private Rows copy(IntFunction<Shard.Builder> builders) {
    List<DataShard> copies =
        shards.parallelStream()
            .map(
                shard -> {
                  Shard.Builder builder = builders.apply(shard.number());
                  shard.train().blocks().forEach(block -> copy(block, builder));
                  return onlyTraining(builder.build(), features);
                })
            .toList();
    return new Rows(copies, features, classes);
  }

  private static void copy(Block from, Shard.Builder builder) {
    for (int row = 0; row < from.rows(); row++) {
      Block to = builder.nextBlock();
      for (int i = 0; i < from.features().rows(); i++) {
        double value = from.features().at(i, row);
        if (to.features() instanceof Matrix dense) {
          dense.set(i, builder.nextRow(), value);
        } else {
          builder.addEntry(i, value);
        }
      }
      to.labels().set(0, builder.nextRow(), from.labels().at(0, row));
      to.weights().set(0, builder.nextRow(), from.weights().at(0, row));
      builder.endRow();
    }
  }

  /** n. */
  long count() {
    return shards.stream().mapToLong(shard -> shard.train().rows()).sum();
  }

  /** k, the number of logits. */
  int outputs() {
    return classes == 2 ? 1 : classes;
  }

  /**
   * The shards as an RDD of one partition a core. Where its tasks run in this process, they are
   * handed the very shards of this object, and nothing is copied.
   */
  JavaRDD<DataShard> rdd(JavaSparkContext spark) {
    int partitions = Math.min(shards.size(), spark.defaultParallelism());
    if (!spark.isLocal() || spark.master().startsWith("local-cluster")) {
      JavaRDD<DataShard> sent = spark.parallelize(shards, partitions).cache();
      sent.count();
      return sent;
    }
    int key = NEXT.getAndIncrement();
    HELD.put(key, shards);
    List<Integer> numbers = IntStream.range(0, shards.size()).boxed().toList();
    return spark.parallelize(numbers, partitions).map(number -> HELD.get(key).get(number));
  }

  /** Lets all rows go that were given out as RDDs. */
  static void release() {
    HELD.clear();
  }

  /** Calls the consumer for the training blocks, shard by shard. */
  List<Block> blocks() {
    List<Block> all = new ArrayList<>();
    shards.forEach(shard -> all.addAll(shard.train().blocks()));
    return all;
  }

  /** Writes features [n, d] and labels [n] as float32 NumPy files {@code x.npy}, {@code y.npy}. */
  void writeNumpy(Path folder) {
    try {
      Files.createDirectories(folder);
      try (OutputStream x = Files.newOutputStream(folder.resolve("x.npy"));
          OutputStream y = Files.newOutputStream(folder.resolve("y.npy"))) {
        x.write(header("(%d, %d)".formatted(count(), features)));
        y.write(header("(%d,)".formatted(count())));
        for (Block block : blocks()) {
          FloatMatrix matrix = (FloatMatrix) block.features();
          ByteBuffer xs = ByteBuffer.allocate(matrix.size() * 4).order(ByteOrder.LITTLE_ENDIAN);
          xs.asFloatBuffer().put(matrix.array(), matrix.offset(), matrix.size());
          x.write(xs.array());
          ByteBuffer ys = ByteBuffer.allocate(block.rows() * 4).order(ByteOrder.LITTLE_ENDIAN);
          for (int i = 0; i < block.rows(); i++) {
            ys.putFloat((float) block.labels().at(0, i));
          }
          y.write(ys.array());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write rows for other programs to " + folder, e);
    }
  }

  private static byte[] header(String shape) {
    String text = "{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + ", }";
    int length = (10 + text.length() + 1 + 63) / 64 * 64 - 10;
    ByteBuffer bytes = ByteBuffer.allocate(10 + length).order(ByteOrder.LITTLE_ENDIAN);
    bytes
        .put((byte) 0x93)
        .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
        .put((byte) 1)
        .put((byte) 0);
    bytes.putShort((short) length);
    bytes.put(
        (text + " ".repeat(length - 1 - text.length()) + "\n").getBytes(StandardCharsets.US_ASCII));
    return bytes.array();
  }
}
