package dev.tourniquet.bench;

import dev.tourniquet.localaws.lambda.RuntimeApi;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A function's process, as Lambda has one, and what it has used up so far. */
final class FunctionProcess implements AutoCloseable {
    private static final double TICKS_PER_SECOND = 100;
    private static final int PATIENCE_SECONDS = 120;

    private final RuntimeApi api;
    private final Process process;
    private final Path log;
    private final CompletableFuture<RuntimeApi.Answer> ended;

    /** @param folder where it runs: Lambda's runtime client takes that for the unpacked package */
    FunctionProcess(List<String> command, Path folder, Map<String, String> environment, String name)
            throws IOException {
        api = new RuntimeApi("arn:aws:lambda:us-east-1:123456789012:function:tourniquet-" + name);
        log = Files.createTempFile(name, ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(new File(log.toString())));
        builder.environment()
                .keySet()
                .removeIf(variable -> variable.startsWith("AWS_") || variable.equals("JAVA_TOOL_OPTIONS"));
        builder.environment().putAll(environment);
        builder.environment().put("AWS_LAMBDA_RUNTIME_API", api.address());
        process = builder.start();
        ended = process.onExit().thenApply(_ -> new RuntimeApi.Answer("exit", log(), 0, Duration.ZERO));
    }

    /** How long it took to be ready. */
    Duration start() {
        return await(api.started(), "next").took();
    }

    RuntimeApi.Answer invoke(String event) {
        return await(api.invoke(event), "response");
    }

    private RuntimeApi.Answer await(CompletableFuture<RuntimeApi.Answer> answer, String kind) {
        RuntimeApi.Answer got = answer.applyToEither(ended, each -> each)
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
        if (!got.kind().equals(kind)) {
            throw new IllegalStateException(got.kind() + ": " + got.body() + System.lineSeparator() + log());
        }
        return got;
    }

    /** CPU time so far, in milliseconds; the clock of /proc ticks every ten. */
    double cpu() throws IOException {
        String stat = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * 1000 / TICKS_PER_SECOND;
    }

    /** The most memory that it ever held, in megabytes. */
    double peakMemory() throws IOException {
        return Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the process has ended: " + log()));
    }

    long pid() {
        return process.pid();
    }

    /** Ends it as Lambda does, so that a JVM can still write its cache. */
    void terminate() {
        process.destroy();
        process.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    private String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return "no log: " + e;
        }
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        api.close();
        Files.deleteIfExists(log);
    }
}
