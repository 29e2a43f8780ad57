package dev.tourniquet.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, with programs in place of Maven and Java that only say that they were called. */
final class LauncherTest {
    @TempDir
    private Path folder;

    private Path project;
    private Path jdk;

    private record Result(int exitCode, String output) {}

    @BeforeEach
    void makeAProject() throws IOException {
        project = Files.createDirectories(folder.resolve("a project"));
        Files.copy(Path.of("tourniquet"), project.resolve("tourniquet"));
        for (String module : List.of("functions", "infra", "local-aws", "replay")) {
            Files.createDirectories(project.resolve(module).resolve("src/main/java"));
        }
        Files.writeString(project.resolve("pom.xml"), "");
        Files.writeString(project.resolve("cdk.json"), "");
        Files.writeString(project.resolve("replay/src/main/java/A.java"), "");
        jdk = folder.resolve("jdk");
        program(jdk.resolve("bin/java"), "echo \"java ran: ${*: -2}\"");
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.3\"\n");
        program(
                folder.resolve("bin/mvn"),
                "echo built >> '" + folder
                        + "/builds'; mkdir -p infra/target/templates replay/target; touch some.jar; echo \"$PWD/some.jar\" > replay/target/class-path");
    }

    private static void program(Path file, String script) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/usr/bin/env bash\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Result run(String... arguments) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder("bash", project.resolve("tourniquet").toString());
        builder.command().addAll(List.of(arguments));
        builder.environment()
                .putAll(Map.of("PATH", folder.resolve("bin") + ":/usr/bin:/bin", "JAVA_HOME", jdk.toString()));
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    private int builds() throws IOException {
        return Files.exists(folder.resolve("builds"))
                ? Files.readAllLines(folder.resolve("builds")).size()
                : 0;
    }

    private static void touch(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plus(Duration.ofSeconds(5))));
    }

    @Test
    void buildsTheFirstTimeAndThenStartsAtOnce() throws Exception {
        Result first = run("replay", "x");
        Result second = run("replay", "x");

        assertThat(first.exitCode()).isZero();
        assertThat(first.output()).contains("Building Tourniquet", "java ran: replay x");
        assertThat(second.output()).isEqualTo("java ran: replay x\n");
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void buildsAgainWhatWasChanged() throws Exception {
        run();
        touch(project.resolve("replay/src/main/java/A.java"));
        run();
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void buildsAgainWhatWasRemoved() throws Exception {
        run();
        Files.delete(project.resolve("some.jar"));
        run();
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void doesNotBuildForAChangedTest() throws Exception {
        run();
        Path test = Files.createDirectories(project.resolve("replay/src/test/java"));
        touch(Files.writeString(test.resolve("ATest.java"), ""));
        run();
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void showsWhyABuildFailedAndRunsNothing() throws Exception {
        program(folder.resolve("bin/mvn"), "echo 'what went wrong'; exit 1");

        Result result = run();

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.output())
                .contains("what went wrong", "The build failed")
                .doesNotContain("java ran");
    }

    @Test
    void passesTheExitCodeOn() throws Exception {
        program(jdk.resolve("bin/java"), "exit 1");

        assertThat(run().exitCode()).isEqualTo(1);
    }
}
