package lockstep.spark.engine;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import lockstep.data.DataShard;
import lockstep.data.ShardTree;
import lockstep.data.Split;
import lockstep.metric.EvaluationSums;
import lockstep.metric.Metrics;
import lockstep.metric.Ranking;
import lockstep.metric.ScoreRun;
import lockstep.metric.ThresholdChoice;
import lockstep.metric.ThresholdCriterion;
import lockstep.train.Evaluator;
import lockstep.train.ShardEvaluation;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * Loss, confusion matrix and ranking of a split: one distributed pass over its rows. Counts come to
 * the driver; scores never do. Those of a binary task are sorted where they are computed, then
 * merged by one task, or where there are many, by one task per range of scores ({@link
 * RankingJob}).
 */
public final class EvaluationJob {
  /** Scores that one task merges: 24 bytes each. */
  private static final long SCORES_PER_TASK = 1L << 22;

  private final JavaSparkContext spark;
  private final JavaRDD<DataShard> shards;
  private final int shardCount;
  private final Evaluator evaluator;
  private final long scoresPerTask;

  /** A job over shards numbered 0 .. shardCount-1. */
  public EvaluationJob(
      JavaSparkContext spark, JavaRDD<DataShard> shards, int shardCount, Evaluator evaluator) {
    this(spark, shards, shardCount, evaluator, SCORES_PER_TASK);
  }

  EvaluationJob(
      JavaSparkContext spark,
      JavaRDD<DataShard> shards,
      int shardCount,
      Evaluator evaluator,
      long scoresPerTask) {
    this.spark = spark;
    this.shards = shards;
    this.shardCount = shardCount;
    this.evaluator = evaluator;
    this.scoresPerTask = scoresPerTask;
  }

  /** The same over rows that weigh 1 each. */
  public EvaluationJob unweighted() {
    return new EvaluationJob(
        spark, shards.map(DataShard::unweighted), shardCount, evaluator, scoresPerTask);
  }

  /**
   * The metrics of a split at given parameters.
   *
   * @param parameters [p] over features as they are stored. Not modified.
   * @return empty if the split has no rows
   */
  public Optional<Metrics> run(double[] parameters, Split split) {
    spark.setJobDescription("evaluate " + split.label());
    Broadcast<double[]> sent = spark.broadcast(parameters);
    JavaPairRDD<Integer, ShardEvaluation> evaluations = evaluations(sent, split);
    try {
      return evaluator.ranked() ? ranked(evaluations) : unranked(evaluations);
    } finally {
      evaluations.unpersist(false);
      sent.destroy();
      spark.setJobDescription(null);
    }
  }

  private JavaPairRDD<Integer, ShardEvaluation> evaluations(
      Broadcast<double[]> parameters, Split split) {
    Evaluator judge = evaluator;
    return shards.mapToPair(
        shard ->
            new Tuple2<>(shard.number(), judge.evaluate(parameters.value(), shard.rows(split))));
  }

  private Optional<Metrics> unranked(JavaPairRDD<Integer, ShardEvaluation> evaluations) {
    EvaluationSums sums = sums(evaluations);
    return sums.rows() == 0 ? Optional.empty() : Optional.of(evaluator.metrics(sums, null));
  }

  private Optional<Metrics> ranked(JavaPairRDD<Integer, ShardEvaluation> evaluations) {
    evaluations.persist(StorageLevel.MEMORY_AND_DISK());
    EvaluationSums sums = sums(evaluations);
    if (sums.rows() == 0) {
      return Optional.empty();
    }
    Ranking ranking =
        RankingJob.rank(
            evaluations.mapValues(ShardEvaluation::scores), shardCount, ranges(sums.rows()));
    return Optional.of(evaluator.metrics(sums, ranking));
  }

  private int ranges(long scores) {
    return Math.toIntExact(1 + Math.max(0, scores - 1) / scoresPerTask);
  }

  /**
   * The best decision threshold of a binary task on the rows of a split.
   *
   * @param parameters [p] over features as they are stored. Not modified.
   * @return empty if no row has weight
   */
  public Optional<ThresholdChoice> choose(
      double[] parameters, Split split, ThresholdCriterion criterion) {
    spark.setJobDescription("choose the threshold on " + split.label());
    Broadcast<double[]> sent = spark.broadcast(parameters);
    Evaluator judge = evaluator;
    JavaPairRDD<Integer, ScoreRun> runs =
        shards.mapToPair(
            shard ->
                new Tuple2<>(shard.number(), judge.probabilities(sent.value(), shard.rows(split))));
    runs.persist(StorageLevel.MEMORY_AND_DISK());
    try {
      long scores = runs.values().map(run -> (long) run.size()).reduce(Long::sum);
      return RankingJob.parts(runs, shardCount, ranges(scores), criterion::best).stream()
          .reduce(criterion::better);
    } finally {
      runs.unpersist(false);
      sent.destroy();
      spark.setJobDescription(null);
    }
  }

  private EvaluationSums sums(JavaPairRDD<Integer, ShardEvaluation> evaluations) {
    int count = shardCount;
    return evaluations
        .mapPartitions(partition -> List.of(tree(partition, count)).iterator())
        .treeAggregate(
            new ShardTree<EvaluationSums>(count), EvaluationJob::merge, EvaluationJob::merge, 1)
        .root();
  }

  private static ShardTree<EvaluationSums> tree(
      Iterator<Tuple2<Integer, ShardEvaluation>> partition, int shardCount) {
    ShardTree<EvaluationSums> tree = new ShardTree<>(shardCount);
    while (partition.hasNext()) {
      Tuple2<Integer, ShardEvaluation> shard = partition.next();
      tree.add(shard._1(), shard._2().sums(), EvaluationSums::plus);
    }
    return tree;
  }

  private static ShardTree<EvaluationSums> merge(
      ShardTree<EvaluationSums> into, ShardTree<EvaluationSums> tree) {
    into.addAll(tree, EvaluationSums::plus);
    return into;
  }
}
