package lockstep.config;

/** A record that is a mapping in the job file: one key per component, in kebab-case. */
sealed interface Section
    permits JobConfig,
        DataConfig,
        GenerateConfig,
        LibsvmConfig,
        CsvConfig,
        SplitConfig,
        FeaturesConfig,
        ModelConfig,
        TrainConfig,
        OptimizerOptions,
        ScheduleConfig,
        ClipConfig,
        EarlyStoppingConfig,
        CheckpointConfig,
        EvaluateConfig,
        TuneThresholdConfig,
        OutputConfig {}
