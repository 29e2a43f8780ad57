package dev.tourniquet.localaws;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Where a {@code moto_server} comes from: the search path, else a private virtual environment that is made once. */
final class MotoCommand {

    static final String VERSION = "5.2.1";
    private static final String REQUIREMENT = "moto[server]==" + VERSION;
    private static final int STEP_MINUTES = 10;

    private final String searchPath;
    private final Path caches;

    /**
     * @param searchPath folders as in {@code PATH}
     * @param caches where the virtual environment lives, in a folder {@code tourniquet}
     */
    MotoCommand(String searchPath, Path caches) {
        this.searchPath = searchPath;
        this.caches = caches;
    }

    static MotoCommand ofThisMachine() {
        var environment = new ProcessBuilder().environment();
        Path home = Path.of(System.getProperty("user.home"));
        return new MotoCommand(environment.getOrDefault("PATH", ""), home.resolve(".cache"));
    }

    Optional<Path> onSearchPath() {
        return onSearchPath("moto_server");
    }

    Path virtualEnvironment() {
        return caches.resolve("tourniquet").resolve("moto-" + VERSION);
    }

    /** The server of the private virtual environment, which the first call on a machine installs. */
    Path installed() {
        Path folder = virtualEnvironment();
        Path server = folder.resolve("bin").resolve("moto_server");
        Path complete = folder.resolve("complete");
        if (Files.exists(complete) && Files.isExecutable(server)) {
            return server;
        }
        Path python = onSearchPath("python3").orElseThrow(() -> new LocalAwsException("python3 is not on the PATH"));
        try {
            Files.createDirectories(folder);
            run(python, "-m", "venv", "--clear", folder.toString());
            run(folder.resolve("bin").resolve("python"), "-m", "pip", "install", "--quiet", REQUIREMENT);
            // Written last: an installation that was interrupted is made anew.
            Files.createFile(complete);
        } catch (IOException e) {
            throw new LocalAwsException("installing moto into " + folder + " failed: " + e.getMessage(), e);
        }
        return server;
    }

    /** What a person does where neither way worked. */
    String remedy() {
        return "Either install it where the PATH finds it (pip install '" + REQUIREMENT
                + "'), or let it be installed into " + virtualEnvironment()
                + ", which needs python3 with venv and pip and a package index that pip reaches.";
    }

    private Optional<Path> onSearchPath(String program) {
        return Arrays.stream(searchPath.split(File.pathSeparator))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static void run(Path program, String... arguments) throws IOException {
        Path log = Files.createTempFile("tourniquet-install", ".log");
        Process process = new ProcessBuilder(commandLine(program, arguments))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(STEP_MINUTES, TimeUnit.MINUTES)) {
                throw new LocalAwsException(program + " took more than " + STEP_MINUTES + " minutes" + Log.quote(log));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalAwsException("interrupted while installing moto", e);
        } finally {
            process.destroy();
        }
        if (process.exitValue() != 0) {
            throw new LocalAwsException(program + " " + String.join(" ", arguments) + " ended with exit code "
                    + process.exitValue() + Log.quote(log));
        }
        Files.delete(log);
    }

    private static List<String> commandLine(Path program, String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = program.toString();
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return List.of(all);
    }
}
