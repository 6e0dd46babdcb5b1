package lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import lockstep.spark.SharedSpark;
import lockstep.spark.job.ColourModel;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Whatever cannot be predicted is refused in one sentence, and leaves nothing behind. */
class PredictRefusalsIT {
  private static final String OUT = " output=@/out/scored.csv";
  private static final String SKIP =
      "; data.bad-rows: skip leaves the prediction of such rows empty";

  /** Mistakes in the words of the command, and in what they name. */
  static final List<Mistake> WORDS =
      List.of(
          Mistake.of(
              "predict input=@/good.csv" + OUT,
              64,
              "Cannot predict: expected model=<folder of a run>, found none"),
          Mistake.of(
              "predict model=@/model" + OUT,
              64,
              "Cannot predict: expected input=<table>, found none"),
          Mistake.of(
              "predict model=@/model input=@/good.csv",
              64,
              "Cannot predict: expected output=<new path>, found none"),
          Mistake.of(
              "predict model=@/none input=@/good.csv" + OUT,
              66,
              "Cannot find a model at @/none: expected a run or a model, found no model.json"),
          Mistake.of(
              "predict model=@/model input=@/god.csv" + OUT,
              66,
              "Cannot find the table @/god.csv; the nearest is good.csv"),
          Mistake.of(
              "predict @/none.yaml model=@/model input=@/good.csv" + OUT,
              66,
              "Cannot read @/none.yaml: expected a job file, found nothing"),
          Mistake.of(
              "predict model=@/model input=@/good.csv data.formt=csv" + OUT,
              78,
              "Cannot read the override \"data.formt=csv\": unknown key \"data.formt\"; the nearest is \"data.format\""),
          Mistake.of(
              "predict model=@/model input=nofs://host/t.csv" + OUT,
              74,
              "Cannot look for the table nofs://host/t.csv: No FileSystem for scheme \"nofs\""),
          Mistake.of(
              "predict model=@/model input=s3a://bucket/t.csv" + OUT,
              74,
              "Cannot reach the file system of a path: expected org.apache.hadoop.fs.s3a.S3AFileSystem on Spark's class path, found none"),
          Mistake.of(
              "predict model=@/model input=@/good.csv output=@/good.csv",
              73,
              "Cannot write the table @/good.csv: expected a new path, found one that exists"),
          Mistake.of(
              "predict model=@/model input=@/good.csv output=@/good.csv/scored.csv",
              73,
              "Cannot write the table @/good.csv/scored.csv: Parent path is not a directory: file:@/good.csv"),
          Mistake.of(
              "predict model=@/model input=@/good.csv output=/proc/scored.csv",
              73,
              "Cannot write the table /proc/scored.csv: the file system refused to create its folder"));

  /** Tables that the model cannot read. */
  static final List<Mistake> TABLES =
      List.of(
          table(
              "short.csv",
              "Cannot find column \"colour\" in @/short.csv; the nearest is \"color\""),
          table("upper.csv", "Cannot find column \"size\" in @/upper.csv; the nearest is \"Size\""),
          table(
              "scored.csv",
              "Cannot predict @/scored.csv: expected no column \"prediction\", which is to be added, found \"prediction\""),
          table(
              "chance.csv",
              "Cannot predict @/chance.csv: expected no column \"probability\", which is to be added, found \"Probability\""),
          table(
              "twice.csv",
              "Cannot read the table @/twice.csv: expected each column once, found \"Size\" twice"),
          table(
              "twice.json",
              "Cannot read the table @/twice.json: expected each column once, found \"size\" twice"),
          table(
              "ours.csv",
              "Cannot read the table @/ours.csv: expected no column that begins with __lockstep_, found \"__lockstep_file\""),
          table("empty.csv", "Cannot read @/empty.csv: found no columns"),
          table(
              "table.txt",
              "Cannot tell the format of @/table.txt: expected a suffix of [csv, parquet, json, orc, libsvm], or data.format"),
          table(
              "nest.json",
              "Cannot use column \"size\" of @/nest.json: expected numbers, texts, dates or vectors, found struct<cm:bigint>"),
          table(
              "text.csv",
              "Cannot predict row 2 of text.csv: column \"size\": expected a number, found \"big\""
                  + SKIP),
          table(
              "infinite.csv",
              "Cannot predict row 1 of infinite.csv: column \"size\": expected a number, found \"Infinity\", one of 2 bad rows"
                  + SKIP),
          table(
              "cut.csv",
              "Cannot predict row 3 of cut.csv: its record does not fit the columns of the table"
                  + SKIP),
          table(
              "open.csv",
              "Cannot predict row 2 of open.csv: its record does not fit the columns of the table"
                  + SKIP),
          table(
              "lines.json",
              "Cannot predict row 2 of lines.json: its record does not fit the columns of the table"
                  + SKIP));

  @TempDir static Path folder;

  private static Mistake table(String name, String sentence) {
    return Mistake.of("predict model=@/model input=@/" + name + OUT, 65, sentence);
  }

  @BeforeAll
  static void writeTables() throws IOException {
    Path run = ColourModel.train(Files.createDirectory(folder.resolve("trained"))).run();
    Files.move(run, folder.resolve("model"));
    Files.createDirectory(folder.resolve("out"));
    write("good.csv", "size,colour", "1,red");
    write("short.csv", "size,color", "1,red");
    write("upper.csv", "Size,Colour", "1,red");
    write("scored.csv", "size,colour,prediction", "1,red,a");
    write("chance.csv", "Probability,size,colour", "1,1,red");
    write("twice.csv", "size,colour,Size", "1,red,2");
    write("twice.json", "{\"size\": 1, \"colour\": \"red\", \"Size\": 2}");
    write("ours.csv", "size,colour,__lockstep_file", "1,red,2");
    write("empty.csv");
    write("table.txt", "size,colour", "1,red");
    write("nest.json", "{\"size\": {\"cm\": 1}, \"colour\": \"red\"}");
    write("text.csv", "size,colour", "1,red", "big,red");
    write("infinite.csv", "size,colour", "Infinity,red", "1e999,red", "NA,blue");
    write("cut.csv", "size,colour", "1,red", "2,red", "3,red,", "4,blue");
    write("open.csv", "size,colour,note", "1,red,\"a\"", "2,\"red,b", "3,blue,c");
    write("lines.json", "{\"size\": 1, \"colour\": \"red\"}", "{\"size\": 1, \"colour\": \"re");
  }

  private static void write(String name, String... lines) throws IOException {
    Files.write(folder.resolve(name), List.of(lines));
  }

  @ParameterizedTest
  @FieldSource({"WORDS", "TABLES"})
  void isToldInOneSentenceAndLeavesNothing(Mistake mistake) throws IOException {
    Ran ran = mistake.run(folder);

    mistake.assertTold(folder, ran);
    try (Stream<Path> left = Files.list(folder.resolve("out"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void columnsThatDifferInCaseAloneAreRefusedInTypedTablesToo() {
    Path table = folder.resolve("twice.parquet");
    var spark = SharedSpark.session();
    spark.conf().set("spark.sql.caseSensitive", true);
    try {
      spark.sql("select 1 as size, 2 as Size, 'red' as colour").write().parquet(table.toString());
    } finally {
      spark.conf().set("spark.sql.caseSensitive", false);
    }
    Mistake mistake =
        table(
            "twice.parquet",
            "Cannot read the table @/twice.parquet: expected each column once, found \"size\" twice");

    mistake.assertTold(folder, mistake.run(folder));
  }

  @Test
  void aVectorOfAnotherSizeNamesItsRow() {
    Path table = folder.resolve("vector.parquet");
    SharedSpark.session()
        .sql("select array(1.0, 2.0) as size, 'red' as colour")
        .write()
        .parquet(table.toString());

    Ran ran = table("vector.parquet", "").run(folder);

    assertThat(ran.code()).isEqualTo(65);
    assertThat(ran.err())
        .singleElement()
        .asString()
        .matches(
            "lockstep: Cannot predict row 1 of part-.*parquet: column \"size\": expected a number, found a vector of size 2; .*");
  }
}
