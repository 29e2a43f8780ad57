package dev.tourniquet.localaws;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One {@code moto_server} as a child process on a port that the operating system chooses. */
final class MotoProcess implements AutoCloseable {

    /**
     * Ends the server when standard input ends, so also when this JVM is killed. {@code exec} keeps the server's pid equal to the
     * shell's, which is the one that {@code Process} knows.
     */
    private static final String TIED_TO_STANDARD_INPUT =
            "exec 3<&0; (cat <&3; kill $$) >/dev/null 2>&1 & exec \"$@\" 3<&- </dev/null";

    private static final List<String> CUSTOMIZATION = List.of(
            "sitecustomize.py",
            "tourniquet/__init__.py",
            "tourniquet/branches.py",
            "tourniquet/corrections.py",
            "tourniquet/loading.py",
            "tourniquet/remembering.py",
            "tourniquet/server.py");

    private static final Pattern RUNNING = Pattern.compile("Running on http://127\\.0\\.0\\.1:(\\d+)");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int POLL_MILLIS = 20;
    private static final int GRACE_SECONDS = 5;

    private final Process process;
    private final Path log;
    private final Thread shutdown;

    private MotoProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.shutdown = new Thread(this::endAtExit, "end-local-aws");
        Runtime.getRuntime().addShutdownHook(shutdown);
    }

    /** Starts the server; {@link #port()} waits until it listens. */
    static MotoProcess start(Path server) {
        try {
            Path log = Files.createTempDirectory("tourniquet-local-aws").resolve("moto.log");
            // Port 0: the operating system picks a free one as the server binds, so that two starts can never race for
            // it.
            ProcessBuilder builder = new ProcessBuilder(
                            "/bin/sh",
                            "-c",
                            TIED_TO_STANDARD_INPUT,
                            "sh",
                            server.toString(),
                            "-H",
                            "127.0.0.1",
                            "-p",
                            "0")
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            setUp(builder.environment(), log.getParent());
            return new MotoProcess(builder.start(), log);
        } catch (IOException e) {
            throw new LocalAwsException("cannot start " + server + ": " + e.getMessage(), e);
        }
    }

    /** Nothing of the caller's AWS or proxy settings reaches the emulator. */
    private static void setUp(Map<String, String> environment, Path folder) throws IOException {
        environment
                .keySet()
                .removeIf(name -> name.startsWith("AWS_")
                        || name.startsWith("MOTO_")
                        || name.regionMatches(true, name.length() - "_proxy".length(), "_proxy", 0, "_proxy".length()));
        environment.put("PYTHONUNBUFFERED", "1");
        environment.merge(
                "PYTHONPATH", customization(folder).toString(), (theirs, ours) -> ours + File.pathSeparator + theirs);
        environment.put("MOTO_EC2_LOAD_DEFAULT_AMIS", "false");
        environment.put("MOTO_DISABLE_GLOBAL_CORS", "true");
        environment.put("AWS_ACCESS_KEY_ID", LocalAws.ACCESS_KEY_ID);
        environment.put("AWS_SECRET_ACCESS_KEY", LocalAws.SECRET_ACCESS_KEY);
        environment.put("AWS_DEFAULT_REGION", LocalAws.REGION);
    }

    private static Path customization(Path folder) throws IOException {
        Files.createDirectory(folder.resolve("tourniquet"));
        for (String name : CUSTOMIZATION) {
            try (InputStream script = MotoProcess.class.getResourceAsStream("emulator/" + name)) {
                Files.copy(Objects.requireNonNull(script, name), folder.resolve(name));
            }
        }
        return folder;
    }

    /** Waits until the server listens. */
    int port() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            boolean alive = process.isAlive();
            for (String line : Log.lines(log)) {
                Matcher running = RUNNING.matcher(line);
                if (running.find()) {
                    return Integer.parseInt(running.group(1));
                }
            }
            if (!alive) {
                throw new LocalAwsException(ending());
            }
            pause();
        }
        throw new LocalAwsException("moto did not listen within " + PATIENCE.toSeconds() + " s" + Log.quote(log));
    }

    /** What there is to say where a call got no answer. */
    String ending() {
        return process.isAlive()
                ? "moto runs but does not answer" + Log.quote(log)
                : "moto ended with exit code " + process.exitValue() + Log.quote(log);
    }

    long pid() {
        return process.pid();
    }

    /** Ends the server and removes its log; can be called again. */
    @Override
    public void close() {
        end();
        removeLog();
    }

    private void endAtExit() {
        process.destroyForcibly();
        removeLog();
    }

    private void removeLog() {
        try (Stream<Path> files = Files.walk(log.getParent())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // A file left behind in the temporary folder harms nobody.
        }
    }

    /** Ends the server and keeps its log, which an error names. */
    void end() {
        process.destroy();
        try {
            if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(shutdown);
        } catch (IllegalStateException e) {
            // The JVM is shutting down: the hook runs anyway.
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalAwsException("interrupted while moto starts", e);
        }
    }
}
