package dev.tourniquet.replay.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tourniquet.ledger.Case;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class CasePageTest {
    private static final Pattern TAG = Pattern.compile("<(/?)([a-z0-9]+)[^<>]*>");

    private static String page(Case subject) {
        return CasePage.of(subject, "account 123456789012, us-east-1");
    }

    @Test
    void saysFirstWhatBecameOfItAndOfWhat() {
        assertThat(page(Cases.contained()))
                .containsSubsequence(
                        "<h1>Contained",
                        "i-0aba0c7fd897b99bf",
                        "What to do now",
                        "tourniquet release isolate-instance/i-0aba0c7fd897b99bf/1");
        assertThat(page(Cases.partial()))
                .contains("<h1>Only partly contained", "UnauthorizedOperation", "tourniquet retry");
        assertThat(page(Cases.contained())).doesNotContain("tourniquet retry");
        assertThat(page(Cases.released())).contains("<h1>Released", "KEPT: evidence", "alice", "false alarm");
    }

    @Test
    void showsThePlanThatWaitsWithTheCommandThatApprovesIt() {
        Case waiting = Cases.waiting();

        assertThat(page(waiting))
                .contains(
                        "waits for a person",
                        "tourniquet approve " + waiting.id() + " --plan "
                                + waiting.plan().hash(),
                        "would be in");
    }

    @Test
    void drawsEachInterfaceWithItsGroupsBeforeAndAfter() {
        assertThat(page(Cases.partial()))
                .containsSubsequence(
                        "eni-0543e63f9427c009c",
                        "sg-0b2bba279b676c394",
                        "now, alone",
                        "tourniquet-quarantine",
                        "eni-01d2ab3c4d5e6f708",
                        "was to be in");
    }

    @Test
    void showsACaseOfWhichLittleIsKnown() {
        assertThat(page(Cases.old()))
                .contains("Not settled yet", "revoke-session", "not read")
                .doesNotContain("What was found");
    }

    @Test
    void takesWhatOthersChoseForTextOnly() {
        String page = page(Cases.hostile());

        assertThat(page).as("a command that a shell would read otherwise").doesNotContain("tourniquet release");
        assertThat(page)
                .doesNotContain("<script", "<img", "\u202e", "\u001b")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;");
        assertThat(TAG.matcher(page).results().map(tag -> tag.group(2)).distinct())
                .isSubsetOf(List.of(
                        "html", "head", "meta", "title", "style", "body", "main", "header", "section", "h1", "h2", "p",
                        "span", "ul", "ol", "li", "div", "pre", "code", "dl", "dt", "dd", "table", "thead", "tbody",
                        "tr", "th", "td", "strong"));
    }

    /** Every character of the basic plane, alone and between others. */
    @Test
    void writesAnyTextAsTextAndNothingElse() {
        for (int each = 0; each <= 0xffff; each++) {
            String text = "a" + (char) each + "b";
            String written = Html.of("p", text).set("title", text).toString();

            assertThat(written.chars().filter(found -> found == '<').count())
                    .as(text)
                    .isEqualTo(2);
            assertThat(written.chars().filter(found -> found == '"').count())
                    .as(text)
                    .isEqualTo(2);
            assertThat(written.chars().anyMatch(Character::isISOControl))
                    .as(text)
                    .isFalse();
        }
    }

    @Test
    void loadsAndRunsNothing() {
        assertThat(page(Cases.contained()))
                .contains("default-src &#39;none&#39;")
                .doesNotContain("src=", "http:", "https:", "url(", "@import");
    }
}
