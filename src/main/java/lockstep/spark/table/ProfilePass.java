package lockstep.spark.table;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import lockstep.data.Split;
import lockstep.encode.BadValueException;
import lockstep.encode.EncoderOptions;
import lockstep.encode.ExampleWeight;
import lockstep.encode.TableProfile;
import lockstep.encode.TargetOptions;

/**
 * The first pass over placed rows: profiles of the training rows' features and labels, and a
 * fingerprint of all rows. What it gives adds up in any order to the same bits.
 */
final class ProfilePass implements Serializable {
  private static final long serialVersionUID = 1;

  private final TableProfile features;
  private final TableProfile labels;
  private final BadRows badRows = new BadRows();
  private long rows;

  ProfilePass(List<String> featureColumns, EncoderOptions options, TargetOptions targetOptions) {
    this.features = TableProfile.ofFeatures(featureColumns, options);
    this.labels = TableProfile.ofLabels(targetOptions);
  }

  /** Counts the rows of one partition. */
  ProfilePass addAll(Iterator<PlacedRow> placed, Roles roles, ExampleWeight weight) {
    RowLayout featureCells = roles.featureCells();
    RowLayout labelCells = roles.labelCells();
    RowLayout weightCell = roles.weightCell();
    while (placed.hasNext()) {
      PlacedRow row = placed.next();
      rows++;
      if (row.corrupt() != null) {
        badRows.add(row.hash(), BadRowReport.problem(row.corrupt()));
      } else if (row.split() == Split.TRAIN) {
        try {
          double weighs =
              weight.columns().isEmpty() ? 1 : weight.weight(weightCell.pick(row.cells())[0]);
          TableProfile.addRow(
              features,
              featureCells.pick(row.cells()),
              labels,
              labelCells.pick(row.cells()),
              weighs);
        } catch (BadValueException e) {
          badRows.add(row.hash(), BadRowReport.reason(e));
        }
      }
    }
    return this;
  }

  /** Adds what another partition gave. */
  ProfilePass add(ProfilePass other) {
    features.add(other.features);
    labels.add(other.labels);
    badRows.add(other.badRows);
    rows += other.rows;
    return this;
  }

  TableProfile features() {
    return features;
  }

  TableProfile labels() {
    return labels;
  }

  BadRows badRows() {
    return badRows;
  }

  long rows() {
    return rows;
  }
}
