package lockstep.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import lockstep.data.Block;
import lockstep.linalg.Precision;
import lockstep.linalg.SparseMatrix;
import org.junit.jupiter.api.Test;

class JudgeTest {
  private static final Training LOGISTIC = new Training(List.of(), 10, 1e-3, 0.1);
  private static final double[] PARAMETERS = {0.5, -2, 1, 0.25};
  private static final Rows ROWS = Tables.binary(201, 3, 2);

  /** The mean log-loss and 0.1 / 2 |w|^2, the bias apart, without a rewrite. */
  private static double byTheFormula() {
    double sum = 0;
    for (Block block : ROWS.blocks()) {
      for (int row = 0; row < block.rows(); row++) {
        double logit = PARAMETERS[3];
        for (int i = 0; i < 3; i++) {
          logit += PARAMETERS[i] * block.features().at(i, row);
        }
        double probability = 1 / (1 + Math.exp(-logit));
        sum -= Math.log(block.labels().at(0, row) == 1 ? probability : 1 - probability);
      }
    }
    return sum / 201 + 0.1 / 2 * (0.25 + 4 + 1);
  }

  @Test
  void objectiveIsThatOfTheFormulaHoweverTheRowsAreStored() {
    for (Rows rows : List.of(ROWS, ROWS.in(Precision.FLOAT64), ROWS.sparse())) {
      Judge judge = new Judge(rows, LOGISTIC);
      assertThat(judge.objective(PARAMETERS)).isCloseTo(byTheFormula(), within(1e-13));
      double[] others = PARAMETERS.clone();
      others[1] += 1e-9;
      assertThat(judge.objective(others)).isNotCloseTo(byTheFormula(), within(1e-12));
    }
  }

  @Test
  void copiesAreStoredAsTheySay() {
    assertThat(ROWS.in(Precision.FLOAT64).precision()).isEqualTo(Precision.FLOAT64);
    assertThat(ROWS.sparse().blocks())
        .allMatch(block -> block.features() instanceof SparseMatrix)
        .hasSameSizeAs(ROWS.shards());
    assertThat(ROWS.sparse().count()).isEqualTo(201);
  }
}
