package dev.tourniquet.isolateinstance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.evidence.EvidenceStore;
import dev.tourniquet.evidence.EvidenceStore.Kept;
import dev.tourniquet.json.Json;
import dev.tourniquet.ledger.CaseId;
import dev.tourniquet.plan.Phase;
import dev.tourniquet.plan.Restoration;
import dev.tourniquet.plan.Step;
import dev.tourniquet.plan.StepAction;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Keeps with the case what the console of the instance shows, which dies before any volume does: a reboot overwrites it. Taken
 * once a case; the content is never logged. The prior state is {@code {}}, since a case begins without.
 */
final class KeepEvidence implements StepAction {
    static final String OUTPUT = "keep-console-output";
    static final String SCREENSHOT = "keep-console-screenshot";

    private final String name;
    private final String contentType;
    private final Function<String, byte[]> fetching;
    private final EvidenceStore store;
    private final Remarks remarks;
    private final InstantSource clock;

    private KeepEvidence(
            String name,
            String contentType,
            Function<String, byte[]> fetching,
            EvidenceStore store,
            Remarks remarks,
            InstantSource clock) {
        this.name = name;
        this.contentType = contentType;
        this.fetching = fetching;
        this.store = store;
        this.remarks = remarks;
        this.clock = clock;
    }

    static KeepEvidence output(Consoles consoles, EvidenceStore store, Remarks remarks, InstantSource clock) {
        return new KeepEvidence(OUTPUT, "text/plain", consoles::output, store, remarks, clock);
    }

    static KeepEvidence screenshot(Consoles consoles, EvidenceStore store, Remarks remarks, InstantSource clock) {
        return new KeepEvidence(SCREENSHOT, "image/jpeg", consoles::screenshot, store, remarks, clock);
    }

    static Step output(String instanceId) {
        return step(
                OUTPUT, instanceId, "the console output, of which at most the last " + EvidenceStore.LIMIT + " bytes");
    }

    static Step screenshot(String instanceId) {
        return step(
                SCREENSHOT, instanceId, "a screenshot of the console, of at most " + EvidenceStore.LIMIT + " bytes");
    }

    private static Step step(String name, String instanceId, String kept) {
        JsonNode after = Json.tree(Map.of("kept", kept, "where", "in the ledger, with the case"));
        return new Step(name, instanceId, Phase.PRESERVE, Json.MAPPER.createObjectNode(), after);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public JsonNode read(Step step) {
        return Json.MAPPER.createObjectNode();
    }

    @Override
    public void apply(Step step, String caseId) {
        CaseId id = CaseId.parse(caseId);
        if (store.find(id, kind()).isEmpty()) {
            store.keep(id, kind(), contentType, fetching.apply(step.resource()), clock.instant());
        }
    }

    @Override
    public boolean holds(Step step, String caseId) {
        Optional<Kept> kept = store.find(CaseId.parse(caseId), kind());
        kept.ifPresent(piece -> remarks.add(
                step.resource(),
                "Evidence is in the ledger: %s of case %s, %d bytes, taken at %s, SHA-256 %s. The runbook says how to read it."
                        .formatted(piece.kind(), caseId, piece.size(), piece.taken(), piece.sha256())));
        return kept.isPresent();
    }

    @Override
    public Restoration release(Step step, String caseId, Set<String> options) {
        return Restoration.kept("evidence stays in the ledger");
    }

    private String kind() {
        return name.substring("keep-".length());
    }
}
