package dev.tourniquet.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.decision.Decision;
import dev.tourniquet.exemption.Exemption;
import dev.tourniquet.exemption.Exemptions;
import dev.tourniquet.finding.Finding;
import dev.tourniquet.finding.FindingReader;
import dev.tourniquet.finding.Target;
import dev.tourniquet.json.Json;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * Whoever attacks chooses user agents, tags, and names of users, roles and sessions. Whatever he writes there, but for a tag
 * that exempts, his finding is contained, and nobody else is. {@code -Djqwik.tries.default=N} tries more of most.
 */
class HostileTextTest {
    private static final String ROLE = "AROAEXAMPLEEXAMPLE001";
    private static final String KEY = "AKIAEXAMPLEEXAMPLE01";

    @Property(seed = "1")
    void noUserAgentMakesAFindingASample(@ForAll("hostile") String agent) {
        ObjectNode info = Json.MAPPER.createObjectNode().put("type", "default");
        info.put("value", Json.write(Map.of("userAgent", Map.of("fullUserAgent", agent))));
        ObjectNode event = finding("AssumedRole", "web", ROLE + ":s", "ASIAEXAMPLEEXAMPLE01");
        ((ObjectNode) event.at("/detail/service")).set("additionalInfo", info);

        assertThat(decisions(event)).containsExactly("contains role web " + ROLE);
    }

    @Property(seed = "1")
    void noNameKeepsAUsersKeyFromBeingContained(@ForAll("hostile") String name) {
        assertThat(decisions(finding("IAMUser", name, "AIDAEXAMPLEEXAMPLE001", KEY)))
                .containsExactly("contains key " + KEY + " AIDAEXAMPLEEXAMPLE001");
    }

    @Property(seed = "1")
    void noNameOfASessionKeepsItsRoleFromBeingContained(@ForAll("hostile") String session) {
        ObjectNode event = finding("AssumedRole", "web", ROLE + ":" + session, "ASIAEXAMPLEEXAMPLE01");

        assertThat(decisions(event)).containsExactly("contains role web " + ROLE);
        Target.RoleSession target = (Target.RoleSession) read(event).targets().getFirst();
        assertThat(target.key()).matches(ROLE + "(:i-[0-9a-f]{8,17})?");
        assertThat(target.ofInstance()).isEqualTo(session.matches("i-([0-9a-f]{8}|[0-9a-f]{17})"));
    }

    @Property(seed = "1")
    void onlyWhatHasTheFormOfAnInstanceIdIsIsolated(@ForAll("hostile") String id) {
        ObjectNode event = finding("IAMUser", "alice", "", "");
        ObjectNode detail = (ObjectNode) event.get("detail");
        detail.put("type", "Trojan:EC2/DropPoint");
        ((ObjectNode) detail.get("service")).put("resourceRole", "ACTOR");
        ((ObjectNode) detail.get("resource"))
                .put("resourceType", "Instance")
                .putObject("instanceDetails")
                .put("instanceId", id);

        assertThat(decisions(event))
                .isEqualTo(
                        id.matches("i-([0-9a-f]{8}|[0-9a-f]{17})") && !id.startsWith("i-99999999")
                                ? List.of("contains instance " + id)
                                : List.of());
    }

    @Property(seed = "1")
    void aTitleStaysShortAndPlain(@ForAll("hostile") String title) {
        ObjectNode event = finding("IAMUser", "alice", "", KEY);
        ((ObjectNode) event.get("detail")).put("title", title.repeat(20));

        assertThat(read(event).title()).hasSizeLessThanOrEqualTo(300);
        assertThat(read(event).title().codePoints().mapToObj(Character::getType))
                .doesNotContain(
                        (int) Character.CONTROL,
                        (int) Character.FORMAT,
                        (int) Character.SURROGATE,
                        (int) Character.LINE_SEPARATOR,
                        (int) Character.PARAGRAPH_SEPARATOR);
    }

    /** Whoever may tag can exempt: that is the tag's purpose, and it can be switched off. */
    @Property(seed = "1")
    void aTagExemptsOrIsUnclearUnlessItSaysThatItDoesNot(@ForAll("hostile") String value) {
        Exemption exemption = new Exemptions("exempt", List.of())
                .of(List.of("name"), Map.of("exempt", value), Instant.parse("2026-11-01T00:00:00Z"));

        if (exemption instanceof Exemption.None) {
            assertThat(value.strip().toLowerCase(Locale.ROOT)).matches("false|until .*");
        }
    }

    @Property(seed = "1", tries = 300)
    void whateverStandsInAFindingItIsReadOrRefused(@ForAll("trees") JsonNode detail, @ForAll boolean macie) {
        ObjectNode event = Json.MAPPER.createObjectNode();
        event.put("source", macie ? "aws.macie" : "aws.guardduty");
        event.put("detail-type", macie ? "Macie Finding" : "GuardDuty Finding");
        event.set("detail", detail);
        Mutant mutant = new Mutant(NONE, List.of(), List.of(""), Set.of(), null, event.toString());

        assertThat(new Judge(Product.real()).judge(mutant).violations()).isEmpty();
    }

    private static final Sample NONE = new Sample("nothing", Json.MAPPER.createObjectNode(), Optional.empty());

    @Provide
    static Arbitrary<String> hostile() {
        return Arbitraries.oneOf(Arbitraries.strings().ofMaxLength(400), Arbitraries.of(Mutation.WRITTEN));
    }

    /** Of the names that the readers know, and of any kind of value. */
    @Provide
    static Arbitrary<JsonNode> trees() {
        return tree(4);
    }

    private static Arbitrary<JsonNode> tree(int levels) {
        Arbitrary<JsonNode> leaf = Arbitraries.oneOf(
                hostile().map(text -> Json.MAPPER.getNodeFactory().textNode(text)),
                Arbitraries.doubles().map(number -> Json.MAPPER.getNodeFactory().numberNode(number)),
                Arbitraries.of(true, false)
                        .map(on -> Json.MAPPER.getNodeFactory().booleanNode(on)),
                Arbitraries.just(Json.MAPPER.nullNode()));
        if (levels == 0) {
            return leaf;
        }
        Arbitrary<JsonNode> inner = tree(levels - 1);
        return Arbitraries.frequencyOf(
                Tuple.of(1, leaf),
                Tuple.of(1, inner.list().ofMaxSize(3).map(Json::tree)),
                Tuple.of(
                        4,
                        Arbitraries.maps(Arbitraries.of(Sample.HOT), inner)
                                .ofMaxSize(8)
                                .map(Json::tree)));
    }

    private static List<String> decisions(ObjectNode event) {
        Finding finding = read(event);
        return Arrays.stream(Answer.values())
                .flatMap(answer -> finding.targets().stream()
                        .filter(answer::contains)
                        .filter(target -> Product.real().decide(answer, finding, target) instanceof Decision.Contain))
                .map(target -> "contains " + Named.of(target))
                .toList();
    }

    private static Finding read(JsonNode event) {
        return (Finding) FindingReader.read(event);
    }

    private static ObjectNode finding(String userType, String userName, String principalId, String key) {
        ObjectNode event = Json.MAPPER.createObjectNode();
        event.put("source", "aws.guardduty").put("detail-type", "GuardDuty Finding");
        ObjectNode detail = event.putObject("detail").put("id", "f").put("type", "Recon:IAMUser/TorIPCaller");
        detail.put("accountId", Answer.ACCOUNT).put("region", Answer.REGION).put("severity", 8);
        detail.putObject("service").put("resourceRole", "TARGET").put("archived", false);
        detail.putObject("resource")
                .put("resourceType", "AccessKey")
                .putObject("accessKeyDetails")
                .put("userType", userType)
                .put("userName", userName)
                .put("principalId", principalId)
                .put("accessKeyId", key);
        return event;
    }
}
