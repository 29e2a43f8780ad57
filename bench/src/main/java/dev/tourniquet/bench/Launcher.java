package dev.tourniquet.bench;

import dev.tourniquet.json.Json;
import dev.tourniquet.replay.template.Function;
import dev.tourniquet.replay.template.Template;
import dev.tourniquet.replay.template.TemplateReader;
import dev.tourniquet.runtime.priming.Rehearsal;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Starts the process of a function: Lambda's runtime client, which loads the package as it does on Lambda, or the Python twin. */
final class Launcher {
    private static final String ACCOUNT = "123456789012";
    private static final Path PEER = Path.of("bench/peer/runtime.py").toAbsolutePath();
    private static final String MAIN = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

    /** Lambda's share of a function's memory for the heap, seen with 1,024 MB. */
    private static final double HEAP = 0.85;

    /** What Lambda's own command line says, as far as it is known. */
    private static final List<String> FLAGS = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-PrintWarnings",
            "--enable-native-access=ALL-UNNAMED",
            "-Djava.net.preferIPv4Stack=true",
            // The JDK keeps five idle connections for a host, and the stub is one host where AWS is one for each
            // service.
            "-Dhttp.maxConnections=20");

    private final Path work;
    private final Certificate certificate;
    private final Template template;
    private final Path hosts;
    private final Path library;
    private final boolean pins;

    Launcher(Path work, Certificate certificate) throws IOException {
        this.work = work;
        this.certificate = certificate;
        this.template = TemplateReader.read(TemplateReader.find(TemplateReader.SYNTHESIZED, ACCOUNT), ACCOUNT);
        this.library = library(work);
        this.hosts =
                Files.writeString(work.resolve("hosts"), "127.0.0.1 " + String.join(" ", Certificate.NAMES) + "\n");
        this.pins = Commands.works("taskset", "-c", "0", "true");
    }

    /**
     * The native part of the runtime client. By itself each process writes it over the same file below /tmp, and one that has loaded it
     * meanwhile crashes: that happened where two of a burst started together.
     */
    private static Path library(Path work) throws IOException {
        String processor = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
        Path library = work.resolve("libaws-lambda-jni.so");
        try (InputStream file =
                Launcher.class.getResourceAsStream("/jni/libaws-lambda-jni.linux-" + processor + ".so")) {
            Files.copy(file, library, StandardCopyOption.REPLACE_EXISTING);
        }
        return library;
    }

    /** @param processor the one that it is bound to, where the system lets us */
    FunctionProcess start(Job job, Variant variant, StubAws aws, List<String> more, int processor) throws IOException {
        List<String> command = new ArrayList<>();
        if (pins) {
            command.addAll(List.of("taskset", "-c", String.valueOf(processor)));
        }
        if (variant == Variant.PYTHON) {
            command.addAll(List.of("python3", PEER.toString(), job.module().replace('-', '_')));
        } else {
            command.add(Commands.ofJdk("java"));
            command.add("-XX:MaxHeapSize=" + Math.round(memory(job) * 1024 * HEAP) + "k");
            command.addAll(FLAGS);
            command.add("-Djavax.net.ssl.trustStore=" + certificate.trusted());
            command.add("-Djavax.net.ssl.trustStorePassword=" + Certificate.PASSWORD);
            command.add("-Djdk.net.hosts.file=" + hosts);
            command.add("-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI=" + library);
            command.addAll(more);
            command.addAll(List.of("-cp", classPath(job, variant), MAIN, job.handler()));
        }
        return new FunctionProcess(command, folder(job, variant), environment(job, variant, aws), job.module());
    }

    /** Trains the cache where there is none yet, and says how to use it. */
    synchronized List<String> cache(Job job, StubAws aws) throws IOException {
        Path cache = work.resolve(job.module() + ".aot");
        if (!Files.exists(cache)) {
            try (FunctionProcess training = start(job, Variant.AOT, aws, List.of("-XX:AOTCacheOutput=" + cache), 0)) {
                training.start();
                training.invoke(Json.write(job.rehearsal().event()));
                training.terminate();
            }
            aws.reset();
        }
        return List.of("-XX:AOTCache=" + cache);
    }

    private String classPath(Job job, Variant variant) {
        String runtime = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> entry.matches(
                        ".*/(aws-lambda-java-(runtime-interface-client|serialization|core)|utils-lite)-[\\d.]+\\.jar"))
                .collect(Collectors.joining(File.pathSeparator));
        if (variant != Variant.AOT) {
            return runtime;
        }
        File[] jars = job.packaged().resolve("lib").toFile().listFiles();
        return Arrays.stream(jars)
                .map(File::getPath)
                .sorted()
                .collect(Collectors.joining(File.pathSeparator, runtime + File.pathSeparator, ""));
    }

    private Map<String, String> environment(Job job, Variant variant, StubAws aws) throws IOException {
        Rehearsal rehearsal = job.rehearsal();
        Map<String, String> environment = new HashMap<>(rehearsal.environment());
        environment.put("AWS_REGION", "us-east-1");
        environment.put("AWS_DEFAULT_REGION", "us-east-1");
        environment.put("AWS_ENDPOINT_URL", aws.address());
        environment.put("AWS_CA_BUNDLE", certificate.pem().toString());
        environment.put("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE");
        environment.put("AWS_SECRET_ACCESS_KEY", "bench");
        environment.put("AWS_EC2_METADATA_DISABLED", "true");
        environment.put("AWS_LAMBDA_FUNCTION_NAME", "tourniquet-" + job.module());
        environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", String.valueOf(memory(job)));
        environment.put("AWS_LAMBDA_FUNCTION_VERSION", "1");
        environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", variant.isPrimed() ? "snap-start" : "on-demand");
        environment.put("_HANDLER", job.handler());
        if (variant != Variant.PYTHON) {
            environment.put("JAVA_TOOL_OPTIONS", function(job).environment().get("JAVA_TOOL_OPTIONS"));
        }
        return environment;
    }

    /** What infra gives the function, MB. */
    int memory(Job job) {
        return function(job).memory();
    }

    private Function function(Job job) {
        return template.function("tourniquet-" + job.module()).orElseThrow();
    }

    private Path folder(Job job, Variant variant) throws IOException {
        if (variant.isCrt()) {
            return CrtJars.prepare(job, work.resolve("crt").resolve(job.module()));
        }
        if (variant.isWhole()) {
            Path root = work.resolve("whole").resolve(job.module());
            Files.createDirectories(root);
            Path lib = root.resolve("lib");
            Files.deleteIfExists(lib);
            return Files.createSymbolicLink(lib, job.whole()).getParent();
        }
        return variant == Variant.AOT || variant == Variant.PYTHON ? work : job.packaged();
    }
}
