package lockstep.spark.generate;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.OptionalDouble;
import java.util.Set;
import lockstep.generate.GeneratedRow;
import lockstep.generate.Kind;
import lockstep.generate.Link;
import lockstep.generate.Optimum;
import lockstep.generate.RowGenerator;
import lockstep.generate.TableSpec;
import lockstep.linalg.ExactSum;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What the true model scores on the very table. The rows are made again rather than read back:
 * their true scores are not in the table. All sums are exact, so neither the number of partitions
 * nor the order of their results shows in a bit.
 */
final class OptimumPass {
  private static final StructType RANKED =
      new StructType()
          .add("score", DataTypes.DoubleType, false)
          .add("positive", DataTypes.BooleanType, false);

  private static final Set<Kind> RANKED_KINDS = EnumSet.of(Kind.BINARY, Kind.PATIENTS, Kind.SPARSE);

  private OptimumPass() {}

  static Optimum run(SparkSession session, TableSpec spec, int partitions) {
    Dataset<Long> numbers = TableRows.numbers(session, spec, partitions);
    Link link = spec.generator().truth().link();
    JavaRDD<ExactSum> sums =
        numbers.toJavaRDD().mapPartitions(part -> losses(part, spec.generator(), link));
    double lossSum = sums.reduce(ExactRocAuc::sum).value();
    boolean ranks = RANKED_KINDS.contains(spec.kind());
    OptionalDouble rocAuc = ranks ? ExactRocAuc.of(ranked(numbers, spec)) : OptionalDouble.empty();
    return Optimum.of(link, lossSum, spec.rows(), rocAuc);
  }

  private static Dataset<Row> ranked(Dataset<Long> numbers, TableSpec spec) {
    return numbers.map(
        new RowMap(spec, row -> RowFactory.create(row.scores()[0], row.labels()[0] == 1)),
        Encoders.row(RANKED));
  }

  private static Iterator<ExactSum> losses(
      Iterator<Long> numbers, RowGenerator generator, Link link) {
    ExactSum sum = new ExactSum();
    while (numbers.hasNext()) {
      GeneratedRow row = generator.row(numbers.next());
      sum.add(link.loss(row.scores(), row.labels()));
    }
    return Collections.singleton(sum).iterator();
  }
}
