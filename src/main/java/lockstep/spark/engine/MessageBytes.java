package lockstep.spark.engine;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import lockstep.data.ShardTree;
import lockstep.objective.GradientSum;
import lockstep.train.ShardEvaluation;

/**
 * {@link Message}s as they travel: what, who, a number (ticket or task), and of a step the sums in
 * one flat array.
 */
final class MessageBytes {
  private static final byte JOIN = 0;
  private static final byte POLL = 1;
  private static final byte ALIVE = 2;
  private static final byte SUMS = 3;
  private static final byte EVALUATIONS = 4;

  private MessageBytes() {}

  /** The bytes of a message. */
  static byte[] write(Message message) {
    Message.Sender sender = message.sender();
    if (message instanceof Message.Join join) {
      return write(JOIN, sender, join.task(), 0, rest -> {});
    } else if (message instanceof Message.Poll poll) {
      return write(POLL, sender, poll.ticket(), 0, rest -> {});
    } else if (message instanceof Message.Alive) {
      return write(ALIVE, sender, 0, 0, rest -> {});
    } else if (message instanceof Message.Sums sums) {
      ShardTree<GradientSum> tree = sums.tree();
      int size = TreeBytes.size(tree) + WishBytes.size(sums.wish());
      return write(SUMS, sender, sums.ticket(), size, rest -> put(rest, sums));
    }
    Message.Evaluations done = (Message.Evaluations) message;
    byte[] tree = serialized(done.tree());
    return write(EVALUATIONS, sender, done.ticket(), tree.length, rest -> rest.put(tree));
  }

  private static byte[] write(
      byte kind, Message.Sender sender, long number, int size, Consumer<ByteBuffer> rest) {
    byte[] session = sender.session().getBytes(StandardCharsets.UTF_8);
    byte[] executor = sender.executor().getBytes(StandardCharsets.UTF_8);
    int head = 1 + Long.BYTES + 3 * Integer.BYTES + session.length + executor.length;
    byte[] written = new byte[Math.addExact(head, size)];
    ByteBuffer bytes = ByteBuffer.wrap(written).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(kind).putInt(sender.attempt()).putLong(number);
    bytes.putInt(session.length).put(session).putInt(executor.length).put(executor);
    rest.accept(bytes);
    return written;
  }

  private static void put(ByteBuffer bytes, Message.Sums sums) {
    TreeBytes.put(bytes, sums.tree());
    WishBytes.put(bytes, sums.wish());
  }

  /** The message that these bytes are. */
  static Message read(byte[] written) {
    ByteBuffer bytes = ByteBuffer.wrap(written).order(ByteOrder.LITTLE_ENDIAN);
    byte kind = bytes.get();
    int attempt = bytes.getInt();
    long number = bytes.getLong();
    Message.Sender sender = new Message.Sender(text(bytes), attempt, text(bytes));
    return switch (kind) {
      case JOIN -> new Message.Join(sender, Math.toIntExact(number));
      case POLL -> new Message.Poll(sender, number);
      case ALIVE -> new Message.Alive(sender);
      case SUMS -> {
        ShardTree<GradientSum> tree = TreeBytes.read(bytes);
        yield new Message.Sums(sender, number, tree, WishBytes.read(bytes));
      }
      case EVALUATIONS -> new Message.Evaluations(sender, number, deserialized(bytes));
      default ->
          throw new IllegalArgumentException(
              "Cannot read a message: expected kind 0 to 4, found " + kind);
    };
  }

  private static String text(ByteBuffer bytes) {
    byte[] text = new byte[bytes.getInt()];
    bytes.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }

  /** Once an epoch: here the plain way does. */
  private static byte[] serialized(ShardTree<ShardEvaluation> tree) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(tree);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  @SuppressWarnings("unchecked")
  private static ShardTree<ShardEvaluation> deserialized(ByteBuffer bytes) {
    byte[] rest = new byte[bytes.remaining()];
    bytes.get(rest);
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(rest))) {
      return (ShardTree<ShardEvaluation>) in.readObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
