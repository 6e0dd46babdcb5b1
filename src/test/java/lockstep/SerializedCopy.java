package lockstep;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;

/** What arrives when a value is sent to another process. */
public final class SerializedCopy {
  private SerializedCopy() {}

  /** The value, written and read by Java serialisation. */
  @SuppressWarnings("unchecked")
  public static <T extends Serializable> T of(T value) {
    try {
      return (T) new ObjectInputStream(new ByteArrayInputStream(bytes(value))).readObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Number of bytes of the value as it is sent. */
  public static int size(Serializable value) {
    return bytes(value).length;
  }

  private static byte[] bytes(Serializable value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
