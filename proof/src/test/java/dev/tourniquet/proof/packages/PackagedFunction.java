package dev.tourniquet.proof.packages;

import dev.tourniquet.localaws.lambda.RuntimeApi;
import dev.tourniquet.replay.template.Function;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A function as it is deployed, run by Lambda's own runtime client in a process of its own. Its class path is what is
 * packaged, the runtime client, and the fence that keeps calls on this machine.
 */
final class PackagedFunction {
    private static final Pattern RUNTIME =
            Pattern.compile(".*(aws-lambda-java-(runtime-interface-client|serialization|core)|utils-lite|local-aws).*");
    private static final String MAIN = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

    private final Function function;
    private final String handler;
    private long classes;
    private String output = "";

    PackagedFunction(Function function) {
        this.function = function;
        this.handler = function.handler() + "::handleRequest";
    }

    /** How many classes it had loaded when it had answered. */
    long classes() {
        return classes;
    }

    /** What it wrote. */
    String output() {
        return output;
    }

    /** Handles one event; an answer that says how the process ended where it gave none. */
    RuntimeApi.Answer handle(String event, Map<String, String> environment) {
        String arn = "arn:aws:lambda:us-east-1:123456789012:function:" + function.qualified();
        try (RuntimeApi api = new RuntimeApi(arn)) {
            Path log = Files.createTempFile(function.name(), ".log");
            Path loaded = Files.createTempFile(function.name(), ".classes");
            ProcessBuilder builder = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "--enable-native-access=ALL-UNNAMED",
                            "-Xlog:class+load:file=" + loaded + "::filecount=0",
                            "-cp",
                            classPath(),
                            MAIN,
                            handler)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
            builder.environment().putAll(environment);
            builder.environment()
                    .putAll(Map.of(
                            "AWS_LAMBDA_RUNTIME_API",
                            api.address(),
                            "AWS_LAMBDA_FUNCTION_NAME",
                            function.name(),
                            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
                            "1024",
                            "AWS_LAMBDA_FUNCTION_VERSION",
                            "$LATEST",
                            "_HANDLER",
                            handler));
            Process process = builder.start();
            try {
                CompletableFuture<RuntimeApi.Answer> ended =
                        process.onExit().thenApply(_ -> new RuntimeApi.Answer("exit", quote(log), 0, Duration.ZERO));
                return api.started()
                        .thenCompose(first -> first.kind().equals("next")
                                ? api.invoke(event)
                                : CompletableFuture.completedFuture(first))
                        .applyToEither(ended, Optional::of)
                        .completeOnTimeout(Optional.empty(), 60, TimeUnit.SECONDS)
                        .join()
                        .orElseGet(() -> timeout(process, log));
            } finally {
                process.destroyForcibly().onExit().join();
                try (Stream<String> lines = Files.lines(loaded)) {
                    classes = lines.filter(line -> line.contains(" source: ")).count();
                }
                Files.deleteIfExists(loaded);
                output = quote(log);
                Files.deleteIfExists(log);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RuntimeApi.Answer timeout(Process process, Path log) {
        return new RuntimeApi.Answer(
                "timeout",
                "no answer within a minute: " + quote(log) + System.lineSeparator() + threads(process),
                0,
                Duration.ofMinutes(1));
    }

    /** Where its threads are, the virtual ones, too. */
    private static String threads(Process process) {
        try {
            Path dump = Files.createTempFile("threads", ".txt");
            new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            String.valueOf(process.pid()),
                            "Thread.dump_to_file",
                            "-overwrite",
                            dump.toString())
                    .redirectErrorStream(true)
                    .start()
                    .onExit()
                    .join();
            String threads = Files.readString(dump);
            Files.delete(dump);
            return threads;
        } catch (IOException e) {
            return "no thread dump: " + e;
        }
    }

    private String classPath() {
        String module = function.name().replaceFirst("^tourniquet-", "");
        String packaged =
                Path.of("functions", module, "target", "lambda", "lib", "*").toString();
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> RUNTIME.matcher(entry).matches())
                .collect(Collectors.joining(File.pathSeparator, packaged + File.pathSeparator, ""));
    }

    private static String quote(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return "no log: " + e;
        }
    }
}
