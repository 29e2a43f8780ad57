package dev.tourniquet.replay.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** What all pages share. They load nothing and run nothing, and say so to the browser. */
final class Page {
    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

    private Page() {}

    static String of(String title, List<Html> content) {
        Html head = Html.of(
                "head",
                Html.of("meta").set("charset", "utf-8"),
                Html.of("meta").set("http-equiv", "Content-Security-Policy").set("content", POLICY),
                Html.of("meta").set("name", "viewport").set("content", "width=device-width, initial-scale=1"),
                Html.of("meta").set("name", "referrer").set("content", "no-referrer"),
                Html.of("title", title),
                Html.of("style", style()));
        Html body = Html.of("body", Html.of("main").with(content));
        return "<!DOCTYPE html>\n" + Html.of("html", head, body).set("lang", "en") + "\n";
    }

    /** A heading and what is under it; nothing where there is nothing. */
    static List<Html> section(String heading, Html content) {
        return content.isEmpty() ? List.of() : List.of(Html.of("section", Html.of("h2", heading), content));
    }

    static Html list(List<String> sentences) {
        return Html.of("ul")
                .with(sentences.stream().map(each -> Html.of("li", each)).toList());
    }

    private static String style() {
        try (InputStream sheet = Page.class.getResourceAsStream("page.css")) {
            return new String(Objects.requireNonNull(sheet).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
