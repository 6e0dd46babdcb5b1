package lockstep.spark.engine;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import lockstep.data.ShardTree;
import lockstep.metric.KeyRanges;
import lockstep.metric.Ranking;
import lockstep.metric.RankingPart;
import lockstep.metric.ScoreRange;
import lockstep.metric.ScoreRun;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * What follows from the order of scores that are spread over a cluster, exactly: ROC-AUC, average
 * precision, thresholds. Each shard's sorted run is cut at the same scores, each range is merged by
 * one task along the tree over shards, and its part of the answer follows from how much weight
 * scores above it. The driver sees one pair of weights and one part per range.
 */
final class RankingJob {
  private static final int SAMPLES_PER_RANGE = 32;

  private RankingJob() {}

  /**
   * The ranking of all runs.
   *
   * @param runs of each shard, by shard number; cached by the caller if more than one range is
   *     asked for
   */
  static Ranking rank(JavaPairRDD<Integer, ScoreRun> runs, int shardCount, int ranges) {
    return parts(runs, shardCount, ranges, RankingJob::areas).stream()
        .reduce(RankingPart::plus)
        .orElseThrow()
        .ranking();
  }

  private static List<RankingPart> areas(ScoreRange range) {
    return List.of(RankingPart.of(range.run(), range.positiveAbove(), range.negativeAbove()));
  }

  /** What a range of scores has to say. */
  @FunctionalInterface
  interface Part<T> extends Serializable {
    /** Nothing, or something. */
    List<T> of(ScoreRange range);
  }

  /** The parts of all ranges, that of the largest scores first. */
  static <T> List<T> parts(
      JavaPairRDD<Integer, ScoreRun> runs, int shardCount, int ranges, Part<T> part) {
    KeyRanges cuts = ranges == 1 ? KeyRanges.cutAt() : sampledRanges(runs, ranges);
    JavaRDD<ScoreRun> merged =
        runs.flatMapToPair(run -> cut(run, cuts))
            .partitionBy(new ByRange(cuts.size()))
            .mapPartitions(parts -> merge(parts, shardCount));
    if (cuts.size() == 1) {
      return merged.flatMap(run -> part.of(ScoreRange.ofAll(run)).iterator()).collect();
    }
    merged.persist(StorageLevel.MEMORY_AND_DISK());
    try {
      return partsOfRanges(merged, part);
    } finally {
      merged.unpersist(false);
    }
  }

  private static KeyRanges sampledRanges(JavaPairRDD<Integer, ScoreRun> runs, int ranges) {
    List<long[]> samples =
        runs.values().map(run -> run.sampleKeys(SAMPLES_PER_RANGE * ranges)).collect();
    return KeyRanges.balanced(samples, ranges);
  }

  private static Iterator<Tuple2<Integer, Tuple2<Integer, ScoreRun>>> cut(
      Tuple2<Integer, ScoreRun> run, KeyRanges cuts) {
    List<Tuple2<Integer, Tuple2<Integer, ScoreRun>>> parts = new ArrayList<>();
    for (ScoreRun part : cuts.split(run._2())) {
      parts.add(new Tuple2<>(parts.size(), new Tuple2<>(run._1(), part)));
    }
    return parts.iterator();
  }

  private static Iterator<ScoreRun> merge(
      Iterator<Tuple2<Integer, Tuple2<Integer, ScoreRun>>> parts, int shardCount) {
    ShardTree<ScoreRun> tree = new ShardTree<>(shardCount);
    while (parts.hasNext()) {
      Tuple2<Integer, ScoreRun> part = parts.next()._2();
      tree.add(part._1(), part._2(), ScoreRun::plus);
    }
    return List.of(tree.root()).iterator();
  }

  private static <T> List<T> partsOfRanges(JavaRDD<ScoreRun> ranges, Part<T> part) {
    List<double[]> weights =
        ranges.map(run -> new double[] {run.positiveWeight(), run.negativeWeight()}).collect();
    double[][] above = new double[weights.size() + 1][2];
    for (int i = 0; i < weights.size(); i++) {
      above[i + 1][0] = above[i][0] + weights.get(i)[0];
      above[i + 1][1] = above[i][1] + weights.get(i)[1];
    }
    double[] all = above[weights.size()];
    return ranges
        .mapPartitionsWithIndex(
            (i, runs) ->
                part.of(new ScoreRange(runs.next(), above[i][0], above[i][1], all[0], all[1]))
                    .iterator(),
            true)
        .collect();
  }

  /** Range i to partition i. */
  private static final class ByRange extends Partitioner {
    private static final long serialVersionUID = 1;

    private final int ranges;

    ByRange(int ranges) {
      this.ranges = ranges;
    }

    @Override
    public int numPartitions() {
      return ranges;
    }

    @Override
    public int getPartition(Object key) {
      return (Integer) key;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof ByRange byRange && ranges == byRange.ranges;
    }

    @Override
    public int hashCode() {
      return ranges;
    }
  }
}
