package lockstep.spark.job;

import java.util.List;
import java.util.Optional;
import lockstep.config.ClipConfig;
import lockstep.config.EarlyStoppingConfig;
import lockstep.config.JobFile;
import lockstep.config.OptimizerOptions;
import lockstep.config.ScheduleConfig;
import lockstep.config.TrainConfig;
import lockstep.objective.Objective;
import lockstep.optim.AdaGrad;
import lockstep.optim.Adam;
import lockstep.optim.AdamW;
import lockstep.optim.Clipping;
import lockstep.optim.CosineDecay;
import lockstep.optim.CosineRestarts;
import lockstep.optim.ExponentialDecay;
import lockstep.optim.InverseSqrtDecay;
import lockstep.optim.InverseTimeDecay;
import lockstep.optim.LearningRate;
import lockstep.optim.Momentum;
import lockstep.optim.Nesterov;
import lockstep.optim.OneCycle;
import lockstep.optim.Optimizer;
import lockstep.optim.PiecewiseConstant;
import lockstep.optim.RmsProp;
import lockstep.optim.Sgd;
import lockstep.optim.StepDecay;
import lockstep.optim.Warmup;
import lockstep.train.Better;
import lockstep.train.EarlyStopping;
import lockstep.train.Limits;
import lockstep.train.Plateau;
import lockstep.train.QuasiNewton;
import lockstep.train.StepRule;
import lockstep.train.Updater;

/** What the section {@code train} of a job file means to the training loop. */
record TrainSettings(TrainConfig train) {
  /** After divergences; in a whole run. */
  static final int MOST_RETRIES = 3;

  StepRule rule(Objective objective, int stepsPerEpoch) {
    return train.optimizer() == TrainConfig.Optimizer.LBFGS
        ? QuasiNewton.of(objective, train.optimizerOptions().memory())
        : new Updater(objective, optimizer(), learningRate(stepsPerEpoch), plateau(), clipping());
  }

  /** A learning rate that was given and has no effect. */
  Optional<String> idleRate() {
    double usual = JobFile.of(List.of("data.path=any")).train().learningRate();
    return train.optimizer() == TrainConfig.Optimizer.LBFGS && train.learningRate() != usual
        ? Optional.of(
            "train.learning-rate %s has no effect on lbfgs, which searches for the length of each step"
                .formatted(train.learningRate()))
        : Optional.empty();
  }

  /** Says so if the warm-up lasts as long as the training. */
  Optional<String> endlessWarmup(int stepsPerEpoch) {
    long steps = allSteps(stepsPerEpoch);
    return train.schedule().warmupSteps() >= steps
        ? Optional.of(
            "train.schedule.warmup-steps %,d are all of the %,d steps of the training: the rate never reaches train.learning-rate"
                .formatted(train.schedule().warmupSteps(), steps))
        : Optional.empty();
  }

  private Optimizer optimizer() {
    OptimizerOptions options = train.optimizerOptions();
    Adam adam = new Adam(options.beta1(), options.beta2(), options.epsilon());
    return switch (train.optimizer()) {
      case SGD -> new Sgd();
      case MOMENTUM -> new Momentum(options.momentum());
      case NESTEROV -> new Nesterov(options.momentum());
      case RMSPROP -> new RmsProp(options.rho(), options.epsilon());
      case ADAGRAD -> new AdaGrad(options.initialAccumulatorValue(), options.epsilon());
      case ADAM -> adam;
      case ADAMW -> new AdamW(adam, options.weightDecay());
      case LBFGS -> throw new IllegalStateException("Cannot follow a learning rate with lbfgs");
    };
  }

  private LearningRate learningRate(int stepsPerEpoch) {
    ScheduleConfig schedule = train.schedule();
    long warmup = schedule.warmupSteps();
    LearningRate rate = schedule(stepsPerEpoch, Math.max(1, allSteps(stepsPerEpoch) - warmup));
    return warmup == 0 ? rate : new Warmup(warmup, rate);
  }

  private long allSteps(int stepsPerEpoch) {
    long steps = (long) stepsPerEpoch * train.epochs();
    return Math.min(steps, train.maxSteps().orElse(Long.MAX_VALUE));
  }

  private LearningRate schedule(long stepsPerEpoch, long remaining) {
    ScheduleConfig schedule = train.schedule();
    double rate = train.learningRate();
    long epoch = schedule.steps().orElse(stepsPerEpoch);
    long all = schedule.steps().orElse(remaining);
    return switch (schedule.kind()) {
      case CONSTANT, REDUCE_ON_PLATEAU -> LearningRate.constant(rate);
      case STEP -> new StepDecay(rate, epoch, schedule.factor());
      case EXPONENTIAL -> new ExponentialDecay(rate, epoch, schedule.factor());
      case INVERSE_TIME -> new InverseTimeDecay(rate, epoch);
      case INVERSE_SQRT -> new InverseSqrtDecay(rate, epoch);
      case COSINE ->
          schedule.restarts()
              ? new CosineRestarts(rate, all, schedule.growth(), schedule.peak(), schedule.end())
              : new CosineDecay(rate, all, schedule.end());
      case ONE_CYCLE -> new OneCycle(rate, all, schedule.rise());
      case PIECEWISE -> new PiecewiseConstant(rate, schedule.boundaries(), schedule.rates());
    };
  }

  Optional<Plateau> plateau() {
    ScheduleConfig schedule = train.schedule();
    if (schedule.kind() != ScheduleConfig.Kind.REDUCE_ON_PLATEAU) {
      return Optional.empty();
    }
    Better better = new Better(schedule.monitor().higherIsBetter(), schedule.minDelta());
    return Optional.of(
        new Plateau(
            schedule.monitor().label(),
            better,
            schedule.factor(),
            schedule.patience(),
            schedule.min()));
  }

  private Clipping clipping() {
    ClipConfig clip = train.clip();
    return new Clipping(
        clip.norm().orElse(Double.POSITIVE_INFINITY),
        clip.value().orElse(Double.POSITIVE_INFINITY));
  }

  /**
   * When to end.
   *
   * @param secondsBefore of training, before it was interrupted
   */
  Limits limits(double secondsBefore) {
    return new Limits(
        train.epochs(),
        train.maxSteps().orElse(Long.MAX_VALUE),
        train.maxSeconds().orElse(Double.POSITIVE_INFINITY) - secondsBefore,
        train.tolerance(),
        train.onDivergence() == TrainConfig.OnDivergence.RETRY ? MOST_RETRIES : 0);
  }

  /**
   * The stop rule; a time limit makes one that never stops remember the best epoch.
   *
   * @param validated whether there are validation rows
   */
  EarlyStopping stopping(boolean validated) {
    EarlyStoppingConfig stopping = train.earlyStopping();
    boolean measured = validated || !stopping.monitor().onValidation();
    if (stopping.patience() == 0 && (train.maxSeconds().isEmpty() || !measured)) {
      return EarlyStopping.OFF;
    }
    return new EarlyStopping(
        stopping.monitor().label(),
        new Better(stopping.monitor().higherIsBetter(), stopping.minDelta()),
        stopping.patience() == 0 ? EarlyStopping.ENDLESS : stopping.patience(),
        stopping.startFromEpoch(),
        stopping.baseline().orElse(Double.NaN),
        stopping.restoreBest());
  }
}
