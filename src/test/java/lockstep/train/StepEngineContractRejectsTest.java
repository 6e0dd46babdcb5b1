package lockstep.train;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import lockstep.data.DataShard;
import lockstep.data.Split;
import lockstep.data.StepPlan;
import lockstep.metric.Metrics;
import lockstep.objective.GradientSum;
import lockstep.optim.Adam;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The contract is shown wrong engines, and must see each. */
class StepEngineContractRejectsTest {
  /** Right, but for what is overridden. */
  private static class Wrong implements StepEngine {
    final List<DataShard> shards;
    final Evaluator evaluator;
    final LocalEngine right;

    Wrong(List<DataShard> shards, Evaluator evaluator) {
      this.shards = shards;
      this.evaluator = evaluator;
      this.right = new LocalEngine(shards, evaluator);
    }

    @Override
    public String name() {
      return "wrong";
    }

    @Override
    public GradientSum sum(double[] parameters, StepPlan plan, int step) {
      return right.sum(parameters, plan, step);
    }

    GradientSum ofShard(DataShard shard, double[] parameters, StepPlan plan, int step) {
      return Rows.sumOf(
          evaluator.objective(), evaluator.precision(), shard.train(), parameters, plan, step);
    }

    @Override
    public Optional<Metrics> evaluate(double[] parameters, Split split) {
      return right.evaluate(parameters, split);
    }

    @Override
    public void close() {}
  }

  /** Makes the engine that is shown. */
  @FunctionalInterface
  private interface Making {
    StepEngine engine(List<DataShard> shards, Evaluator evaluator);
  }

  private static HeadsContractTest headsOf(Making wrong) {
    return new HeadsContractTest() {
      @Override
      protected boolean sumsAreDear() {
        return true;
      }

      @Override
      protected StepEngine engine(List<DataShard> shards, Evaluator evaluator) {
        return wrong.engine(shards, evaluator);
      }
    };
  }

  private static StepEngineContractTest contractOf(Making wrong) {
    return new StepEngineContractTest() {
      @Override
      protected StepEngine engine(List<DataShard> shards, Evaluator evaluator) {
        return wrong.engine(shards, evaluator);
      }
    };
  }

  private static void rejects(ThrowingCallable law) {
    assertThatThrownBy(law).isInstanceOf(AssertionError.class);
  }

  private static StepEngine foldingInOrderOfArrival(List<DataShard> shards, Evaluator evaluator) {
    return new Wrong(shards, evaluator) {
      @Override
      public GradientSum sum(double[] parameters, StepPlan plan, int step) {
        GradientSum sum = GradientSum.zero(parameters.length);
        for (DataShard shard : shards) {
          sum = sum.plus(ofShard(shard, parameters, plan, step));
        }
        return sum;
      }
    };
  }

  /** What some libraries do: it minimises another function for each layout of the rows. */
  private static StepEngine averagingShardMeans(List<DataShard> shards, Evaluator evaluator) {
    return new Wrong(shards, evaluator) {
      @Override
      public GradientSum sum(double[] parameters, StepPlan plan, int step) {
        double[] mean = new double[parameters.length];
        for (DataShard shard : shards) {
          GradientSum part = ofShard(shard, parameters, plan, step);
          for (int i = 0; i < mean.length && part.weightSum() > 0; i++) {
            mean[i] += part.gradient()[i] / part.weightSum();
          }
        }
        GradientSum right = super.sum(parameters, plan, step);
        return new GradientSum(mean, right.lossSum(), right.weightSum());
      }
    };
  }

  /**
   * What MLlib's network does with the blocks of a partition: the loss is that of the mean block.
   */
  private static StepEngine averagingBlockMeans(List<DataShard> shards, Evaluator evaluator) {
    return new Wrong(shards, evaluator) {
      @Override
      public GradientSum sum(double[] parameters, StepPlan plan, int step) {
        GradientSum right = super.sum(parameters, plan, step);
        double mean =
            shards.stream()
                .flatMap(shard -> shard.train().blocks().stream())
                .map(block -> evaluator.objective().evaluate(parameters, block))
                .filter(sum -> sum.weightSum() > 0)
                .mapToDouble(sum -> sum.lossSum() / sum.weightSum())
                .average()
                .orElseThrow();
        return new GradientSum(right.gradient(), mean * right.weightSum(), right.weightSum());
      }
    };
  }

  private static StepEngine repeatingTheFirstStep(List<DataShard> shards, Evaluator evaluator) {
    return new Wrong(shards, evaluator) {
      @Override
      public GradientSum sum(double[] parameters, StepPlan plan, int step) {
        return super.sum(parameters, plan, 0);
      }
    };
  }

  private static StepEngine updatingWithOldParameters(List<DataShard> shards, Evaluator evaluator) {
    return new Wrong(shards, evaluator) {
      @Override
      public TrainingState runEpoch(TrainingState start, StepPlan plan, StepRule rule) {
        TrainingState state = start;
        GradientSum sum = sum(state.parameters(), plan, 0);
        for (int step = 1; step < plan.steps(); step++) {
          GradientSum next = sum(state.parameters(), plan, step);
          state = rule.update(state, sum);
          sum = next;
        }
        return rule.update(state, sum);
      }
    };
  }

  /** Of a full batch the order of the rows does not show, but their masks do. */
  private static StepEngine drawingMasksAsInTheFirstEpoch(
      List<DataShard> shards, Evaluator evaluator) {
    return new Wrong(shards, evaluator) {
      @Override
      public GradientSum sum(double[] parameters, StepPlan plan, int step) {
        return super.sum(parameters, new StepPlan(plan.seed(), 0, plan.steps()), step);
      }
    };
  }

  private static StepEngine overwritingWhatItIsGiven(List<DataShard> shards, Evaluator evaluator) {
    return new Wrong(shards, evaluator) {
      @Override
      public TrainingState runEpoch(TrainingState start, StepPlan plan, StepRule rule) {
        TrainingState state = start;
        for (int step = 0; step < plan.steps(); step++) {
          state = rule.advance(state, sum(state.parameters(), plan, step), Crew.ALONE);
        }
        return state;
      }
    };
  }

  private static StepEngine judgingOneShard(List<DataShard> shards, Evaluator evaluator) {
    return new Wrong(shards, evaluator) {
      @Override
      public Optional<Metrics> evaluate(double[] parameters, Split split) {
        DataShard first = shards.get(0);
        DataShard alone = new DataShard(first.train(), first.validation(), first.test());
        return new LocalEngine(List.of(alone), evaluator).evaluate(parameters, split);
      }
    };
  }

  @Test
  void aFoldInPlaceOfTheTree() {
    rejects(
        () ->
            contractOf(StepEngineContractRejectsTest::foldingInOrderOfArrival)
                .shardsAreAddedAlongOneTree(7));
  }

  @Test
  void aMeanOfMeans() {
    Making wrong = StepEngineContractRejectsTest::averagingShardMeans;
    HeadsContractTest heads = headsOf(wrong);
    rejects(() -> heads.aStepIsTheObjectiveOverAllItsRows(Problem.logistic()));
    for (boolean sparse : new boolean[] {false, true}) {
      rejects(() -> heads.theGradientMatchesCentralDifferences(Problem.Head.POISSON, sparse));
      rejects(() -> heads.theGradientUnderDropoutMatchesCentralDifferences(sparse));
    }
    rejects(contractOf(wrong)::aWeightOfTwoIsTheRowTwiceAndAWeightOfZeroIsNoRow);
  }

  /** Blocks of few rows, and so of other weights. */
  @Test
  void aLossThatDependsOnBlocks() {
    StepEngineContractTest contract =
        contractOf(StepEngineContractRejectsTest::averagingBlockMeans);
    for (int rowsPerBlock : new int[] {1, 7, 64}) {
      rejects(
          () ->
              contract.theFirstLossOnRowsSortedByLabelIsTheSameHoweverTheyAreCut(
                  600, rowsPerBlock));
    }
  }

  @Test
  void rowsUsedTwice() {
    StepEngineContractTest contract =
        contractOf(StepEngineContractRejectsTest::repeatingTheFirstStep);
    rejects(() -> contract.everyRowIsUsedExactlyOnceAnEpoch(5));
    rejects(() -> contract.theBitsOfMiniBatchesDoNotDependOnBlocks(7));
    rejects(() -> contract.anEpochIsItsStepsOneAfterAnother(Adam.DEFAULT));
  }

  @Test
  void aStepBehind() {
    Making wrong = StepEngineContractRejectsTest::updatingWithOldParameters;
    StepEngineContractTest contract = contractOf(wrong);
    rejects(() -> contract.anEpochIsItsStepsOneAfterAnother(Adam.DEFAULT));
    rejects(() -> contract.anEpochOfSparseRowsIsItsStepsOneAfterAnother(Adam.DEFAULT));
    rejects(() -> contract.anIterationOfLbfgsIsItsEvaluations(0, true));
    HeadsContractTest heads = headsOf(wrong);
    rejects(() -> heads.everyOptimizerMakesItsStepOfThatGradient(Problem.Head.HUBER, true));
  }

  @Test
  void masksOfAnotherStep() {
    StepEngineContractTest contract =
        contractOf(StepEngineContractRejectsTest::drawingMasksAsInTheFirstEpoch);
    rejects(contract::masksAreThoseOfTheStep);
    rejects(() -> contract.sparseRowsGiveTheSameBitsWithAndWithoutDropout(1, true));
  }

  @Test
  void aStateThatOthersHoldUsedAgain() {
    rejects(
        () ->
            contractOf(StepEngineContractRejectsTest::overwritingWhatItIsGiven)
                .statesBetweenEpochsAreNotOverwritten(Adam.DEFAULT));
  }

  @Test
  void metricsOfSomeRows() {
    Making wrong = StepEngineContractRejectsTest::judgingOneShard;
    HeadsContractTest heads = headsOf(wrong);
    StepEngineContractTest contract = contractOf(wrong);
    for (Problem problem : HeadsContractTest.problems()) {
      rejects(() -> heads.metricsAreThoseOfAllRows(problem));
    }
    for (Problem problem : Problem.heads()) {
      rejects(() -> contract.metricsAreTheSameBitsHoweverTheRowsLie(problem));
    }
  }
}
