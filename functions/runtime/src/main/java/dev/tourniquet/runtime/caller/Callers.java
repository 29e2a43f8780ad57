package dev.tourniquet.runtime.caller;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.engine.CommandRefused;
import dev.tourniquet.engine.CommandRefused.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullRequest;

/**
 * Says who orders. What a command claims is a claim; the signature under it is proof, since STS tells whose it is, and it is under this command for
 * this function.
 */
public final class Callers {
    /** By our own clock; that STS takes a signature no longer is the word of the pages of AWS. */
    private static final Duration FRESH = Duration.ofMinutes(5);

    private static final int ATTEMPTS = 3;
    private static final int MOST_OF_AN_ANSWER = 16_384;

    private final SdkHttpClient http;
    private final URI sts;
    private final InstantSource clock;

    /** @param sts the endpoint of this Region */
    public Callers(SdkHttpClient http, URI sts, InstantSource clock) {
        this.http = http;
        this.sts = sts;
        this.clock = clock;
    }

    /**
     * Who orders, for the record: an ARN where it is proved, else what the command claims behind {@code unproved:}.
     *
     * @throws CommandRefused where there is a signature, and it does not hold
     */
    public String of(JsonNode command, String functionArn) {
        Signature signature = Signature.read(command);
        String arn = signature == null ? null : signer(signature, OrderDigest.of(command, functionArn));
        return arn != null ? arn : "unproved: " + command.path("requestedBy").asText("unknown");
    }

    /**
     * Who orders, where a claim is not enough.
     *
     * @throws CommandRefused where nothing proves who it is
     */
    public String proved(JsonNode command, String functionArn) {
        Signature signature = Signature.read(command);
        if (signature == null) {
            throw new CommandRefused(
                    Kind.UNPROVED,
                    "an approval goes on record with who gave it, and nothing shows who that is: order it by tourniquet approve, which signs it");
        }
        String arn = signer(signature, OrderDigest.of(command, functionArn));
        if (arn == null) {
            throw new CommandRefused(
                    Kind.UNPROVED,
                    "STS does not answer, and nothing else shows who approves; nothing was done: order it again");
        }
        return arn;
    }

    /** Null where STS does not answer. */
    private @Nullable String signer(Signature signature, String digest) {
        if (!signature.binds()) {
            throw Signature.unsigned("it is not of this command");
        }
        Duration age = Duration.between(signature.time(), clock.instant()).abs();
        if (age.compareTo(FRESH) > 0) {
            throw Signature.unsigned("it is of " + signature.time() + ", and good for " + FRESH.toMinutes()
                    + " minutes; order it again, and look at the clock of the machine that signs");
        }
        SdkHttpFullRequest question = signature.question(digest, sts);
        String arn = null;
        for (int attempt = 0; arn == null && attempt < ATTEMPTS; attempt++) {
            arn = ask(question);
        }
        return arn;
    }

    /** Null where STS is not able to say. */
    private @Nullable String ask(SdkHttpFullRequest question) {
        try {
            return answer(question);
        } catch (IOException | UncheckedIOException | XMLStreamException e) {
            return null;
        }
    }

    private @Nullable String answer(SdkHttpFullRequest question) throws IOException, XMLStreamException {
        HttpExecuteResponse response = http.prepareRequest(HttpExecuteRequest.builder()
                        .request(question)
                        .contentStreamProvider(question.contentStreamProvider().orElseThrow())
                        .build())
                .call();
        byte[] body;
        try (InputStream content =
                response.responseBody().<InputStream>map(found -> found).orElseGet(InputStream::nullInputStream)) {
            body = content.readNBytes(MOST_OF_AN_ANSWER);
        }
        int status = response.httpResponse().statusCode();
        if (status == 200) {
            return text(body, "Arn");
        }
        String code = status == 400 || status == 403 ? text(body, "Code") : "";
        if (code.isEmpty() || code.startsWith("Throttling")) {
            return null;
        }
        throw Signature.unsigned(
                "STS answers " + code
                        + ". Where the command was signed for this function, account and Region, look at the credentials and the clock of the machine that signs");
    }

    /** The first element of this name, as text. */
    private static String text(byte[] xml, String name) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(xml));
        while (reader.hasNext()) {
            if (reader.next() == XMLStreamReader.START_ELEMENT
                    && reader.getLocalName().equals(name)) {
                return reader.getElementText();
            }
        }
        throw new XMLStreamException("no " + name);
    }
}
