package lockstep.spark.engine;

import java.nio.ByteBuffer;
import java.util.Optional;
import lockstep.data.StepPlan;
import lockstep.objective.TouchedColumns;

/** A {@link Wish} as it travels behind the sums of a step: a flag, the step, the columns. */
final class WishBytes {
  private static final int HEAD = 1 + Long.BYTES + 6 * Integer.BYTES;

  private WishBytes() {}

  /** Number of bytes. */
  static int size(Optional<Wish> wish) {
    return wish.map(w -> HEAD + columnBytes(w.columns())).orElse(1);
  }

  /** Writes a wish, or that there is none. */
  static void put(ByteBuffer bytes, Optional<Wish> wish) {
    bytes.put((byte) (wish.isPresent() ? 1 : 0));
    wish.ifPresent(
        w -> {
          WorkBytes.putPlan(bytes, w.plan(), w.step());
          putColumns(bytes, w.columns());
        });
  }

  /** Reads a wish, or that there is none. */
  static Optional<Wish> read(ByteBuffer bytes) {
    if (bytes.get() == 0) {
      return Optional.empty();
    }
    StepPlan plan = WorkBytes.readPlan(bytes);
    return Optional.of(new Wish(plan, bytes.getInt(), readColumns(bytes)));
  }

  /** Number of bytes of the column numbers alone. */
  static int columnBytes(TouchedColumns columns) {
    return Math.multiplyExact(Integer.BYTES, columns.columns().length);
  }

  /** Writes columns: d, k, m, numbers. */
  static void putColumns(ByteBuffer bytes, TouchedColumns touched) {
    bytes.putInt(touched.inputs()).putInt(touched.units()).putInt(touched.columns().length);
    bytes.asIntBuffer().put(touched.columns());
    bytes.position(bytes.position() + columnBytes(touched));
  }

  /** Reads columns. */
  static TouchedColumns readColumns(ByteBuffer bytes) {
    int inputs = bytes.getInt();
    int units = bytes.getInt();
    int[] columns = new int[bytes.getInt()];
    bytes.asIntBuffer().get(columns);
    bytes.position(bytes.position() + Integer.BYTES * columns.length);
    return new TouchedColumns(columns, inputs, units);
  }
}
