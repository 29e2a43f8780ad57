package dev.tourniquet.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Other programs. */
final class Commands {
    private Commands() {}

    static String ofJdk(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    @SafeVarargs
    static String run(List<String>... parts) throws IOException {
        List<String> command = new ArrayList<>();
        for (List<String> part : parts) {
            command.addAll(part);
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(command.getFirst() + " failed: " + output);
        }
        return output;
    }

    /** Whether a program is there and answers to this. */
    static boolean works(String... command) {
        try {
            run(List.of(command));
            return true;
        } catch (IOException missing) {
            return false;
        }
    }
}
