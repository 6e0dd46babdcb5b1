package lockstep.spark.generate;

import lockstep.generate.GeneratedRow;
import lockstep.generate.RowGenerator;
import lockstep.generate.TableSpec;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Row;

/**
 * From row number to a row of Spark. Only the spec travels to the tasks; each makes its own
 * generator from it.
 */
final class RowMap implements MapFunction<Long, Row> {
  private static final long serialVersionUID = 1;

  private final TableSpec spec;
  private final MapFunction<GeneratedRow, Row> view;
  private transient RowGenerator generator;

  /**
   * A map of that table's rows.
   *
   * @param view what is kept of a row
   */
  RowMap(TableSpec spec, MapFunction<GeneratedRow, Row> view) {
    this.spec = spec;
    this.view = view;
  }

  @Override
  public Row call(Long number) throws Exception {
    if (generator == null) {
      generator = spec.generator();
    }
    return view.call(generator.row(number));
  }
}
