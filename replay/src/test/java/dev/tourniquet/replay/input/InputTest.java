package dev.tourniquet.replay.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class InputTest {
    @TempDir
    private Path folder;

    private Input read(String text) throws Exception {
        return Input.read(Files.writeString(folder.resolve("event.json"), text));
    }

    private String reason(String text) throws Exception {
        return read(text) instanceof Input.Malformed(Path _, String reason) ? reason : "an event";
    }

    @Test
    void readsAnEvent() throws Exception {
        assertThat(read("{\"source\": \"a\", \"detail-type\": \"b\", \"detail\": {}}"))
                .isInstanceOf(Input.Event.class);
    }

    @Test
    void readsAnEventBehindAByteOrderMark() throws Exception {
        assertThat(read(Input.BYTE_ORDER_MARK + "{\"source\": \"a\", \"detail-type\": \"b\", \"detail\": {}}"))
                .isInstanceOf(Input.Event.class);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "``;empty",
                "{;not JSON",
                "{\"a\": 1, \"a\": 2};Duplicate",
                "{} {};not JSON",
                "[];not a JSON object",
                "null;not a JSON object",
                "\"text\";not a JSON object",
                "{};it has no source, detail-type, detail (an object)",
                "{\"source\": 1, \"detail-type\": \"b\", \"detail\": {}};it has no source",
                "{\"source\": \"a\", \"detail-type\": \"b\", \"detail\": []};it has no detail (an object)",
                "{\"type\": \"t\", \"resource\": {}, \"service\": {}};bare GuardDuty finding",
                "{\"Type\": \"t\", \"Resource\": {}, \"Service\": {}};PascalCase",
                "{\"resourcesAffected\": {}};bare Macie finding"
            },
            delimiter = ';')
    void saysWhatIsWrong(String text, String reason) throws Exception {
        assertThat(reason(text)).contains(reason);
    }

    @Test
    void survivesWhatIsNotTextOrNestedTooDeeply() throws Exception {
        Path binary = Files.write(folder.resolve("binary.json"), "{\"ä\": 1}".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(Input.read(binary)).isInstanceOf(Input.Malformed.class);
        assertThat(reason("[".repeat(100_000))).contains("not JSON");
        assertThat(Input.read(folder.resolve("missing.json"))).isInstanceOf(Input.Malformed.class);
        assertThat(Input.read(folder)).isInstanceOf(Input.Malformed.class);
    }

    @Test
    void doesNotReadWhatNoEventCanBe() throws Exception {
        assertThat(reason("\"" + "x".repeat((int) Input.LARGEST) + "\"")).contains("larger");
    }
}
