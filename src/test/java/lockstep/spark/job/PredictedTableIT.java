package lockstep.spark.job;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import lockstep.encode.Categories;
import lockstep.encode.CategoryColumn;
import lockstep.encode.ClassTarget;
import lockstep.encode.Classes;
import lockstep.encode.ExampleWeight;
import lockstep.encode.FeatureEncoder;
import lockstep.encode.NumericColumn;
import lockstep.encode.RawValues;
import lockstep.encode.RowEncoder;
import lockstep.encode.Scaling;
import lockstep.encode.Task;
import lockstep.linalg.Precision;
import lockstep.loss.BinaryCrossEntropy;
import lockstep.model.TrainedModel;
import lockstep.nn.LeakyRelu;
import lockstep.nn.Network;
import lockstep.spark.DataFrames;
import lockstep.spark.SharedSpark;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/** A predicted table is the one that its model's formula gives, worked out in SQL. */
class PredictedTableIT {
  private static final SparkSession SPARK = SharedSpark.session();
  private static final RawValues NULLS = new RawValues(List.of("", "NA"));
  private static final double TOLERANCE = 1e-12;

  /** Missing ages count as 50; features are (age - 40) / 10, smokes=no, =yes and =missing. */
  private static final TrainedModel MODEL =
      new TrainedModel(
          new RowEncoder(
              new FeatureEncoder(
                  NULLS,
                  List.of(
                      new NumericColumn("age", new Scaling(50, 40, 10)),
                      new CategoryColumn(
                          "smokes", new Categories(List.of("no", "yes")), true, false)),
                  List.of()),
              new ClassTarget(
                  Task.BINARY, "stroke", new Classes(List.of("no", "yes")), List.of(9L, 1L), NULLS),
              new ExampleWeight(List.of(), NULLS)),
          Network.of(4, List.of(), new LeakyRelu(LeakyRelu.DEFAULT_SLOPE), 1),
          new BinaryCrossEntropy(),
          Precision.FLOAT64,
          0.5,
          new double[] {1.5, -0.25, 0.5, 0.75, -1});

  private static final String LOGIT =
      "1.5D * (coalesce(age, 50) - 40) / 10 - 1"
          + " + case when smokes = 'no' then -0.25D when smokes = 'yes' then 0.5D"
          + " when smokes is null or smokes = '' then 0.75D else 0D end";

  private static Dataset<Row> patients() {
    return SPARK
        .range(0, 200, 1, 3)
        .selectExpr(
            "id",
            "if(id % 7 = 0, null, id % 90) as age",
            "element_at(array('no', 'yes', '', null, 'never'), cast(id % 5 as int) + 1) as smokes",
            "array(id, null) as `a.b`");
  }

  /** The probabilities apart: the comparison has tolerance for numbers, not for arrays of them. */
  private static Dataset<Row> flat(Dataset<Row> predicted) {
    return predicted
        .selectExpr(
            "id", "age", "smokes", "`a.b`", "prediction", "probability[0] p0", "probability[1] p1")
        .orderBy("id");
  }

  private static Dataset<Row> expected() {
    return patients()
        .selectExpr("*", "1 / (1 + exp(-(" + LOGIT + "))) as p")
        .selectExpr(
            "id",
            "age",
            "smokes",
            "`a.b`",
            "if(p >= 0.5, 'yes', 'no') prediction",
            "1 - p as p0",
            "p as p1")
        .orderBy("id");
  }

  @Test
  void holdsWhatTheFormulaOfTheModelGives() {
    Dataset<Row> predicted = PredictedTable.of(SPARK, MODEL, patients(), "patients").rows();

    DataFrames.assertClose(nullable(expected()), nullable(flat(predicted)), TOLERANCE);
  }

  /** What the comparison above is able to see. */
  @Test
  void aModelWithAnotherParameterGivesAnotherTable() {
    double[] parameters = MODEL.parameters();
    parameters[4] += 1e-9;
    TrainedModel other =
        new TrainedModel(
            MODEL.encoder(), MODEL.network(), MODEL.loss(), Precision.FLOAT64, 0.5, parameters);
    Dataset<Row> predicted = PredictedTable.of(SPARK, other, patients(), "patients").rows();

    assertThatThrownBy(
            () ->
                DataFrames.assertClose(nullable(expected()), nullable(flat(predicted)), TOLERANCE))
        .isInstanceOf(AssertionError.class);
  }

  /**
   * Spark infers of some columns that they are never null; that is no part of a table's content.
   */
  private static Dataset<Row> nullable(Dataset<Row> table) {
    return SPARK.createDataFrame(table.toJavaRDD(), table.schema().asNullable());
  }
}
