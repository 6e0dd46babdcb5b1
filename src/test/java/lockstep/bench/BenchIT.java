package lockstep.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import lockstep.spark.SharedSpark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bench runs: its figures mean nothing here. */
class BenchIT {
  @TempDir private Path folder;

  @Test
  void everyCaseThatNeedsNoOtherProcessReportsFigures() throws IOException {
    String named = System.getenv("LOCKSTEP_DATA");
    Options options = Options.quick(Path.of(named == null ? "../shared/data" : named), folder);
    Report report = new Report(Bench.silent(), Bench.about(true));
    List<Case> cases =
        Cases.ALL.stream()
            .filter(next -> next.master().equals(Lab.THREADS) && !next.name().equals("q"))
            .toList();

    for (Case next : cases) {
      Bench.run(next, new Lab(SharedSpark.session(), options, report));
    }
    report.write(folder.resolve("bench.json"));

    for (Case next : cases) {
      assertThat(report.figures())
          .as(next.title())
          .anyMatch(figure -> figure.caseName().equals(next.name()));
    }
    assertThat(report.figures())
        .filteredOn(figure -> figure.median() != null)
        .isNotEmpty()
        .allSatisfy(figure -> assertThat(figure.median()).isFinite().isPositive());
    JsonNode written = new ObjectMapper().readTree(folder.resolve("bench.json").toFile());
    assertThat(written.path("figures")).hasSameSizeAs(report.figures());
  }
}
