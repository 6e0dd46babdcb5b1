package lockstep.spark.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import lockstep.data.BadDataException;
import lockstep.data.Split;
import lockstep.spark.SharedSpark;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LibsvmTableIT {
  private static final String GOOD = "# a comment\n+1 1:1 3:0.5 # row\n\n-1 qid:7 2:2\n+1\n";

  @TempDir Path folder;

  private Path write(String name, String text) throws IOException {
    Path path = folder.resolve(name);
    Files.createDirectories(path.getParent());
    try (OutputStream file = Files.newOutputStream(path);
        OutputStream out = name.endsWith(".gz") ? new GZIPOutputStream(file) : file) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return path;
  }

  @ParameterizedTest
  @CsvSource({
    "a.libsvm,a.libsvm",
    "a.svm.gz,a.svm.gz",
    "f.svmlight/part-0.gz,f.svmlight",
    "g/part-1.svm,g/*.svm"
  })
  void filesFoldersAndGlobsAreReadByTheirSuffix(String file, String path) throws IOException {
    write(file, GOOD);
    List<Row> rows =
        new TableReader(SharedSpark.session(), TableFormat.bySuffix())
            .read(folder.resolve(path).toString())
            .collectAsList();
    assertThat(rows.stream().map(row -> row.getString(0))).containsExactly("+1", "-1", "+1");
    assertThat(rows.stream().map(row -> ((Vector) row.get(1)).toSparse().indices()))
        .containsExactly(new int[] {0, 2}, new int[] {1}, new int[0]);
    assertThat(rows.stream().map(row -> row.<Long>getAs(TableReader.LINE)))
        .containsExactly(2L, 4L, 5L);
    assertThat(rows).allMatch(row -> row.getAs(TableReader.CORRUPT) == null);
  }

  @Test
  void theTrainingRowsSayHowManyFeaturesThereAre() throws IOException {
    Path train = write("train.svm", "1 1:1 3:5\n-1 2:1\n1 3:1\n");
    Path test = write("test.svm", "1 1:1 4:9 5:9\n-1 2:2\n");
    try (PreparedTable table = Preparing.tables(train, test).prepare()) {
      assertThat(table.encoder().features().width()).isEqualTo(3);
      assertThat(table.encoder().target().labels()).containsExactly("-1", "1");
      assertThat(table.rows(Split.TEST)).isEqualTo(2);
      assertThat(table.unseenCategories()).isEqualTo(2);
      assertThat(table.warnings()).contains("2 cells hold a feature that no training row has");
    }
  }

  @Test
  void aBadLineIsNamedByFileAndLine() throws IOException {
    Path good = write("f.svm/good.svm", GOOD);
    Path bad = write("f.svm/bad.svm", "# first\n\n1 2:1 2:3 # twice\n");
    assertThat(good).exists();
    assertThatThrownBy(() -> Preparing.table(bad.getParent()).prepare())
        .isInstanceOf(BadDataException.class)
        .hasMessage(
            "Cannot read line 3 of bad.svm: expected an index above 2, the one before, found"
                + " \"2:3\"; data.bad-rows: skip leaves such rows out");
    try (PreparedTable table = Preparing.table(bad.getParent()).skippingBadRows().prepare()) {
      assertThat(table.badRows()).isEqualTo(1);
      assertThat(table.rows(Split.TRAIN)).isEqualTo(3);
    }
  }
}
