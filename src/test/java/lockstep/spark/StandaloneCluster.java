package lockstep.spark;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Spark cluster of processes on this machine: one master and some workers, which start executors
 * as a real cluster does. Only in integration tests. Closing ends every process it started; their
 * logs stay below {@code target}.
 */
public final class StandaloneCluster implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final long PAUSE_MILLISECONDS = 100;
  private static final Pattern ALIVE_WORKERS = Pattern.compile("\"aliveworkers\"\\s*:\\s*(\\d+)");

  private final List<Process> processes = new ArrayList<>();
  private final Thread lastResort = new Thread(this::killAll);
  private final Path folder;
  private final int port;
  private final int webPort;

  private StandaloneCluster() throws IOException {
    folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "standalone-");
    try (ServerSocket master = freePort();
        ServerSocket web = freePort()) {
      port = master.getLocalPort();
      webPort = web.getLocalPort();
    }
    Runtime.getRuntime().addShutdownHook(lastResort);
  }

  private static ServerSocket freePort() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  /**
   * Starts a master and its workers, and waits until all workers are registered.
   *
   * @param workers number of worker processes
   * @param cores cores each worker offers
   * @param megabytes memory each worker offers to its executors
   * @throws IllegalStateException if they are not registered after 90 seconds
   */
  public static StandaloneCluster start(int workers, int cores, int megabytes) {
    try {
      StandaloneCluster cluster = new StandaloneCluster();
      try {
        cluster.startMaster();
        for (int worker = 0; worker < workers; worker++) {
          cluster.startWorker(worker, cores, megabytes);
        }
        cluster.awaitWorkers(workers);
        return cluster;
      } catch (RuntimeException | IOException e) {
        cluster.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What {@code --master} wants: {@code spark://127.0.0.1:<port>}. */
  public String masterUrl() {
    return "spark://127.0.0.1:" + port;
  }

  /** The executor processes that run at this moment, for tests that make one fail. */
  public List<ProcessHandle> executors() {
    return processes.stream().skip(1).flatMap(worker -> worker.toHandle().descendants()).toList();
  }

  @Override
  public void close() {
    killAll();
    Runtime.getRuntime().removeShutdownHook(lastResort);
  }

  private void killAll() {
    processes.forEach(SparkJvm::kill);
  }

  private void startMaster() throws IOException {
    List<String> arguments =
        List.of("--host", "127.0.0.1", "--port", "" + port, "--webui-port", "" + webPort);
    start("master", "org.apache.spark.deploy.master.Master", arguments);
  }

  private void startWorker(int number, int cores, int megabytes) throws IOException {
    String name = "worker-" + number;
    List<String> arguments =
        List.of(
            "--host",
            "127.0.0.1",
            "--cores",
            "" + cores,
            "--memory",
            megabytes + "m",
            "--webui-port",
            "0",
            "--work-dir",
            folder.resolve(name).toString(),
            masterUrl());
    start(name, "org.apache.spark.deploy.worker.Worker", arguments);
  }

  private void start(String name, String mainClass, List<String> arguments) throws IOException {
    File log = folder.resolve(name + ".log").toFile();
    processes.add(
        SparkJvm.java("512m", SparkJvm.sparkClassPath(), mainClass, arguments)
            .redirectErrorStream(true)
            .redirectOutput(log)
            .start());
  }

  private void awaitWorkers(int expected) {
    int found = 0;
    for (long waited = 0; waited < LIMIT.toMillis(); waited += PAUSE_MILLISECONDS) {
      found = aliveWorkers();
      if (found == expected) {
        return;
      }
      pauseWhileAllRun();
    }
    throw new IllegalStateException(
        "Cannot start cluster %s: expected %d workers within %s, found %d; logs in %s"
            .formatted(masterUrl(), expected, LIMIT, found, folder));
  }

  private void pauseWhileAllRun() {
    try {
      for (Process process : processes) {
        if (process.waitFor(PAUSE_MILLISECONDS / processes.size(), TimeUnit.MILLISECONDS)) {
          throw new IllegalStateException(
              "Cannot start cluster %s: expected all processes to run, found one ended with %d; logs in %s"
                  .formatted(masterUrl(), process.exitValue(), folder));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** As the master's web page tells; none while it does not answer yet. */
  private int aliveWorkers() {
    URI page = URI.create("http://127.0.0.1:" + webPort + "/json/");
    HttpRequest request = HttpRequest.newBuilder(page).timeout(Duration.ofSeconds(5)).build();
    try {
      HttpResponse<String> answer =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
      Matcher matcher = ALIVE_WORKERS.matcher(answer.body());
      return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
