package lockstep.spark.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import lockstep.data.Split;
import lockstep.data.StepPlan;
import lockstep.linalg.Precision;

/**
 * {@link Work} as it travels: some numbers and one flat array of parameters, in the precision the
 * workers compute in. They would round to it anyway, so nothing is lost.
 */
final class WorkBytes {
  private static final byte STEP = 0;
  private static final byte JUDGE = 1;
  private static final byte WAIT = 2;
  private static final byte STOP = 3;
  private static final byte PART = 4;

  /** What every piece of work has: kind, ticket, precision and number of parameters. */
  private static final int HEAD = 2 + Long.BYTES + Integer.BYTES;

  private static final int PLAN = Long.BYTES + 3 * Integer.BYTES;
  private static final double[] NONE = {};
  private static final List<Split> SPLITS = List.of(Split.values());

  private WorkBytes() {}

  /** The bytes of a piece of work. */
  static byte[] write(Work work, Precision precision) {
    byte[] written = new byte[size(work, precision)];
    ByteBuffer bytes = ByteBuffer.wrap(written).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(kind(work)).putLong(work.ticket()).put((byte) width(precision));
    bytes.putInt(parameters(work).length);
    if (work instanceof Work.Step step) {
      putPlan(bytes, step.plan(), step.step());
    } else if (work instanceof Work.Part part) {
      putPlan(bytes, part.plan(), part.step());
    } else if (work instanceof Work.Judge judge) {
      bytes.putInt(SPLITS.indexOf(judge.split()));
    }
    putParameters(bytes, parameters(work), precision);
    return written;
  }

  /** Writes which step of which epoch. */
  static void putPlan(ByteBuffer bytes, StepPlan plan, int step) {
    bytes.putLong(plan.seed()).putInt(plan.epoch()).putInt(plan.steps()).putInt(step);
  }

  /** Reads the epoch; its step follows. */
  static StepPlan readPlan(ByteBuffer bytes) {
    return new StepPlan(bytes.getLong(), bytes.getInt(), bytes.getInt());
  }

  private static int size(Work work, Precision precision) {
    return Math.toIntExact(HEAD + PLAN + (long) width(precision) * parameters(work).length);
  }

  private static int width(Precision precision) {
    return precision == Precision.FLOAT32 ? Float.BYTES : Double.BYTES;
  }

  private static byte kind(Work work) {
    if (work instanceof Work.Step) {
      return STEP;
    } else if (work instanceof Work.Part) {
      return PART;
    } else if (work instanceof Work.Judge) {
      return JUDGE;
    }
    return work instanceof Work.Wait ? WAIT : STOP;
  }

  private static double[] parameters(Work work) {
    if (work instanceof Work.Step step) {
      return step.parameters();
    } else if (work instanceof Work.Part part) {
      return part.parameters();
    }
    return work instanceof Work.Judge judge ? judge.parameters() : NONE;
  }

  private static void putParameters(ByteBuffer bytes, double[] parameters, Precision precision) {
    if (precision == Precision.FLOAT64) {
      bytes.asDoubleBuffer().put(parameters);
      return;
    }
    FloatBuffer floats = bytes.asFloatBuffer();
    for (double parameter : parameters) {
      floats.put((float) parameter);
    }
  }

  /** The piece of work that these bytes are. */
  static Work read(byte[] written) {
    ByteBuffer bytes = ByteBuffer.wrap(written).order(ByteOrder.LITTLE_ENDIAN);
    byte kind = bytes.get();
    long ticket = bytes.getLong();
    boolean doubles = bytes.get() == Double.BYTES;
    double[] parameters = new double[bytes.getInt()];
    return switch (kind) {
      case STEP -> {
        StepPlan plan = readPlan(bytes);
        int step = bytes.getInt();
        yield new Work.Step(ticket, readParameters(bytes, parameters, doubles), plan, step);
      }
      case PART -> {
        StepPlan plan = readPlan(bytes);
        int step = bytes.getInt();
        yield new Work.Part(ticket, readParameters(bytes, parameters, doubles), plan, step);
      }
      case JUDGE -> {
        Split split = SPLITS.get(bytes.getInt());
        yield new Work.Judge(ticket, readParameters(bytes, parameters, doubles), split);
      }
      case WAIT -> new Work.Wait(ticket);
      case STOP -> new Work.Stop(ticket);
      default ->
          throw new IllegalArgumentException(
              "Cannot read work: expected kind 0 to 4, found " + kind);
    };
  }

  private static double[] readParameters(ByteBuffer bytes, double[] parameters, boolean doubles) {
    if (doubles) {
      bytes.asDoubleBuffer().get(parameters);
      return parameters;
    }
    FloatBuffer floats = bytes.asFloatBuffer();
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = floats.get();
    }
    return parameters;
  }
}
