package lockstep.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import lockstep.data.Block;
import lockstep.data.DataShard;
import lockstep.linalg.SparseMatrix;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.mllib.optimization.GradientDescent;
import org.apache.spark.mllib.optimization.LogisticGradient;
import org.apache.spark.mllib.optimization.SimpleUpdater;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/** Spark's own trainers on the same rows, cached as their users cache them. */
final class MllibPeers implements AutoCloseable {
  private final Rows rows;
  private final Dataset<Row> table;
  private final List<JavaRDD<?>> cached = new ArrayList<>();
  private final JavaRDD<DataShard> shards;

  MllibPeers(SparkSession spark, Rows rows) {
    this.rows = rows;
    this.shards = rows.rdd(JavaSparkContext.fromSparkContext(spark.sparkContext()));
    StructType schema =
        new StructType()
            .add("features", SQLDataTypes.VectorType(), false)
            .add("label", DataTypes.DoubleType, false);
    JavaRDD<Row> vectors =
        shards.flatMap(
            shard -> pairs(shard).map(pair -> RowFactory.create(pair._2(), pair._1())).iterator());
    table = spark.createDataFrame(vectors, schema).persist(StorageLevel.MEMORY_AND_DISK());
    table.count();
  }

  private static java.util.stream.Stream<Tuple2<Double, Vector>> pairs(DataShard shard) {
    return shard.train().blocks().stream()
        .flatMap(
            block ->
                IntStream.range(0, block.rows())
                    .mapToObj(
                        row -> new Tuple2<>(block.labels().at(0, row), features(block, row))));
  }

  private static Vector features(Block block, int row) {
    if (block.features() instanceof SparseMatrix sparse) {
      return Vectors.sparse(sparse.rows(), sparse.indicesOf(row), sparse.valuesOf(row));
    }
    double[] values = new double[block.features().rows()];
    block.features().readColumn(row, values);
    return Vectors.dense(values);
  }

  /** A fit by L-BFGS of exactly that many iterations, where it does not converge before. */
  LogisticRegressionModel logistic(int iterations, double l2, double tolerance) {
    return new LogisticRegression()
        .setMaxIter(iterations)
        .setRegParam(l2)
        .setStandardization(l2 == 0)
        .setTol(tolerance)
        .fit(table);
  }

  /** Time per iteration of that fit. */
  Contestant logisticIterations(int iterations, double l2) {
    return Contestant.of("MLlib LogisticRegression", iterations, () -> logistic(iterations, l2, 0));
  }

  /** A fit by L-BFGS of a network with sigmoid units and a softmax layer: all that MLlib has. */
  MultilayerPerceptronClassificationModel perceptron(List<Integer> hidden, int iterations) {
    List<Integer> layers = new ArrayList<>(List.of(rows.features()));
    layers.addAll(hidden);
    layers.add(rows.classes());
    return new MultilayerPerceptronClassifier()
        .setLayers(layers.stream().mapToInt(Integer::intValue).toArray())
        .setMaxIter(iterations)
        .setTol(0)
        .setSeed(Training.SEED)
        .fit(table);
  }

  /** Time per iteration of that fit. */
  Contestant perceptronIterations(List<Integer> hidden, int iterations) {
    return Contestant.of(
        "MLlib MultilayerPerceptronClassifier", iterations, () -> perceptron(hidden, iterations));
  }

  /** The share of rows a network classifies rightly. */
  double accuracy(MultilayerPerceptronClassificationModel model) {
    Dataset<Row> right = model.transform(table).filter("prediction = label");
    return right.count() / (double) rows.count();
  }

  /** Time per step of mini-batch descent as {@code LogisticRegressionWithSGD} runs it. */
  Contestant miniBatchSteps(int batch, int steps) {
    JavaRDD<Tuple2<Object, org.apache.spark.mllib.linalg.Vector>> points =
        shards.flatMap(
            shard ->
                pairs(shard)
                    .map(
                        pair ->
                            new Tuple2<Object, org.apache.spark.mllib.linalg.Vector>(
                                pair._1(), org.apache.spark.mllib.linalg.Vectors.fromML(pair._2())))
                    .iterator());
    points.persist(StorageLevel.MEMORY_ONLY()).count();
    cached.add(points);
    double fraction = Math.min(1, batch / (double) rows.count());
    var start = org.apache.spark.mllib.linalg.Vectors.zeros(rows.features());
    return Contestant.of(
        "MLlib LogisticRegressionWithSGD",
        steps,
        () ->
            GradientDescent.runMiniBatchSGD(
                points.rdd(),
                new LogisticGradient(2),
                new SimpleUpdater(),
                1.0,
                steps,
                0.0,
                fraction,
                start,
                0.0));
  }

  @Override
  public void close() {
    cached.forEach(rdd -> rdd.unpersist(true));
    table.unpersist(true);
  }
}
