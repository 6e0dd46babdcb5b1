package lockstep.spark.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import lockstep.linalg.SplitMix64;
import lockstep.spark.SharedSpark;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class ExactRocAucIT {
  @Test
  void tiesCountOneHalf() {
    // Pairs (positive, negative): 3 > 1, 3 > 2, 2 > 1 in order, 2 = 2 a tie.
    assertThat(auc(rows(1, false, 2, true, 2, false, 3, true), 2)).hasValue(3.5 / 4);
    assertThat(auc(rows(1, false, 1, true, 1, true), 1)).hasValue(0.5);
    assertThat(auc(rows(2, false, 1, true), 2)).hasValue(0);
  }

  @Test
  void countsEveryPairWhateverThePartitions() {
    SplitMix64 random = new SplitMix64(9);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      // Few distinct scores, negative zero among them, so that most pairs of neighbours tie.
      double score = (random.nextInt(21) - 10) * (random.nextInt(2) == 0 ? 0.1 : -0.1);
      rows.add(RowFactory.create(score, random.nextDouble() < 0.3 + 0.3 * score));
    }
    double bruteForce = countPairs(rows);
    for (int partitions : new int[] {1, 2, 7, 64}) {
      assertThat(auc(rows, partitions)).as("%d partitions", partitions).hasValue(bruteForce);
    }
  }

  @Test
  void aTableWithOneLabelHasNoArea() {
    assertThat(auc(rows(1, true, 2, true), 1)).isEmpty();
    assertThat(auc(rows(1, false), 1)).isEmpty();
  }

  private static double countPairs(List<Row> rows) {
    long twiceInOrder = 0;
    long pairs = 0;
    for (Row positive : rows) {
      for (Row negative : rows) {
        if (positive.getBoolean(1) && !negative.getBoolean(1)) {
          pairs++;
          double gap = positive.getDouble(0) - negative.getDouble(0);
          twiceInOrder += gap > 0 ? 2 : gap == 0 ? 1 : 0;
        }
      }
    }
    return (double) twiceInOrder / (2 * pairs);
  }

  private static List<Row> rows(Object... cells) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < cells.length; i += 2) {
      rows.add(RowFactory.create(((Integer) cells[i]).doubleValue(), cells[i + 1]));
    }
    return rows;
  }

  private static OptionalDouble auc(List<Row> rows, int partitions) {
    StructType schema =
        new StructType()
            .add("score", DataTypes.DoubleType, false)
            .add("positive", DataTypes.BooleanType, false);
    Dataset<Row> scores =
        SharedSpark.session().createDataFrame(rows, schema).repartition(partitions);
    return ExactRocAuc.of(scores);
  }
}
