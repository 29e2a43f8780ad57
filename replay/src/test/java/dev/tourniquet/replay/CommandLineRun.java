package dev.tourniquet.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tourniquet.localaws.LocalAws;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs commands as a person types them, but for the URL of the local AWS. */
public record CommandLineRun(LocalAws aws) {
    static final Path HOME = Path.of("").toAbsolutePath();

    public CommandLineRun {
        System.setProperty("tourniquet.home", HOME.toString());
    }

    /** What {@code line} prints, which has to end with {@code exitCode}. */
    public String run(int exitCode, String line) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = System.out;
        PrintStream err = System.err;
        int code;
        try (PrintStream captured = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            System.setOut(captured);
            System.setErr(captured);
            code = Main.commandLine().execute((line + " --endpoint-url " + aws.endpoint()).split(" "));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        String output = printed.toString(StandardCharsets.UTF_8);
        assertThat(code).as(line + "\n" + output).isEqualTo(exitCode);
        return output;
    }

    /** The last group of the first match. */
    public static String first(Pattern what, String text) {
        Matcher found = what.matcher(text);
        assertThat(found.find()).as(text).isTrue();
        return found.group(found.groupCount());
    }
}
