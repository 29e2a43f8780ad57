package dev.tourniquet.proof;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.ledger.Case;
import dev.tourniquet.ledger.CaseId;
import dev.tourniquet.replay.world.WorldState;
import dev.tourniquet.runtime.DynamoLedger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * A scene whose resources somebody changes after the containment, and that an operator releases by force: at once, where reads may still
 * show what was before the containment, or an hour later, where they may show what it left. Faults on the calls of the release. The
 * operator orders again until he has an answer; what it says is true, and who ordered it, and why, is on record.
 */
final class ForcedReleases extends InParts {
    private static final String AT_ONCE = "forced release at once";
    private static final String LATER = "forced release an hour later";
    private static final Set<String> BACK = Set.of("RESTORED", "ALREADY_SO", "GONE");

    private final Drift drift;
    private final WorldState before;
    private final List<SortedMap<String, String>> allowed = new ArrayList<>();
    private final SortedMap<String, String> forced;

    /** Over a scene that is closed with it. */
    ForcedReleases(Scene scene, Drift drift) {
        super(scene, new Stand(scene));
        this.drift = drift;
        this.before = stand.state();
        allowed.add(Accounts.aspects(before));
        rehearse(LATER);
        rehearse(AT_ONCE);
        this.forced = Accounts.aspects(stand.state(), before);
        allowed.add(forced);
    }

    private void rehearse(String part) {
        stand.renew();
        contain(part);
        allowed.add(Accounts.aspects(stand.state(), before));
        boolean overwrote = parts.rehearse(
                part,
                () -> stand.cases.stream()
                        .allMatch(caseId -> order(caseId).toString().contains("forced, although")));
        Reference reference = Reference.of(before, stand.state(), Set.of());
        List<String> left = reference.unreleased(stand.wholeState(), stand.now());
        if (!left.isEmpty() || !overwrote) {
            throw new IllegalStateException("without a fault nothing is overwritten, or is left: " + left);
        }
    }

    /** And then somebody changes what was contained. */
    private void contain(String part) {
        stand.network.arm(Faults.NONE);
        JsonNode answer = stand.contain();
        if (!Said.contained(answer)) {
            throw new IllegalStateException("without a fault it ends in " + answer);
        }
        allowed.add(Accounts.aspects(stand.state(), before));
        if (part.equals(LATER)) {
            stand.pass(Duration.ofHours(1));
            stand.invoke(Json.write(Map.of("command", "inspect", "caseIds", stand.cases)), "looked at");
        }
        stand.meddle(account -> drift.in(account, scene.template().account()));
    }

    @Override
    public List<String> violations(Trial trial) {
        stand.renew();
        contain(trial.part());
        WorldState drifted = stand.state();
        List<String> violations = new ArrayList<>();
        parts.begin();
        parts.run(trial, trial.part(), () -> releaseAll(violations));
        violations.addAll(trial.untried(parts.met()));
        stand.network.arm(Faults.NONE);
        stand.pass(Duration.ofHours(1));
        for (JsonNode report : releaseAll(violations)) {
            if (!left(report).isEmpty() || !report.path("complete").asBoolean()) {
                violations.add("ordered again without a fault, and not all is back: " + report);
            }
        }
        violations.addAll(Reference.of(before, drifted, Set.of()).unreleased(stand.wholeState(), stand.now()));
        return violations;
    }

    /** By force; each until there is an answer. */
    private List<JsonNode> releaseAll(List<String> violations) {
        List<JsonNode> reports = new ArrayList<>();
        for (String caseId : stand.cases) {
            JsonNode report = operator.insist(
                    _ -> judged(caseId, violations), each -> !each.isMissingNode(), Duration.ofMinutes(2));
            if (report.isMissingNode()) {
                violations.add("no answer to the forced release of " + caseId);
            } else {
                reports.add(report);
            }
        }
        return reports;
    }

    private JsonNode order(String caseId) {
        return stand.release(scene.deployed(), caseId, "release " + stand.now(), stand.network, List.of("force"));
    }

    private JsonNode judged(String caseId, List<String> violations) {
        WorldState until = stand.state();
        JsonNode report = order(caseId);
        WorldState state = stand.state();
        SortedMap<String, String> aspects = Accounts.aspects(state, before);
        violations.addAll(Accounts.strays(allowed, aspects));
        Set<String> saidToBeBack = resources(report, BACK);
        saidToBeBack.removeAll(left(report));
        Accounts.differences(forced, aspects).stream()
                .filter(difference -> saidToBeBack.stream()
                        .anyMatch(resource -> difference
                                .substring(0, difference.indexOf(", "))
                                .contains(resource)))
                .map(difference -> "said to be back, but " + difference)
                .forEach(violations::add);
        boolean recorded = record(caseId).history().stream()
                .anyMatch(entry ->
                        Operator.is(String.valueOf(entry.by())) && entry.note().contains("forced: explored"));
        boolean changed = !until.differences(state).isEmpty();
        if (!recorded && (changed || !report.isMissingNode())) {
            violations.add("nobody, and no reason, is on record for the forced release of " + caseId + ": "
                    + until.differences(state));
        }
        return report;
    }

    private Case record(String caseId) {
        String table = scene.deployed().environment().get("TOURNIQUET_LEDGER");
        return new DynamoLedger(stand.clients().dynamo(), table)
                .find(CaseId.parse(caseId))
                .orElseThrow();
    }

    /** The resources of which a step is said not to be back; what stays on purpose is none. */
    private static Set<String> left(JsonNode report) {
        return resources(report, Set.of("DRIFTED", "FAILED"));
    }

    private static Set<String> resources(JsonNode report, Set<String> results) {
        Set<String> found = new HashSet<>();
        for (JsonNode step : report.path("steps")) {
            if (results.contains(step.path("result").asText())) {
                String resource = step.path("resource").asText();
                found.add(resource.substring(resource.lastIndexOf('/') + 1));
            }
        }
        return found;
    }

    /** From now on the function has this bug. */
    ForcedReleases plant(ExecutionInterceptor bug) {
        stand.plant(bug);
        return this;
    }
}
