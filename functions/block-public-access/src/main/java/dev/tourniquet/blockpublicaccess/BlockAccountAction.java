package dev.tourniquet.blockpublicaccess;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.plan.Restoration;
import dev.tourniquet.plan.Step;
import dev.tourniquet.plan.StepAction;
import java.util.Optional;
import java.util.Set;

/** Sets all flags of the account's own block, and takes that back. */
record BlockAccountAction(AccountBlock account) implements StepAction {
    static final String NAME = "block-account-public-access";

    /** What a step finds. */
    static JsonNode before(Optional<Flags> flags) {
        ObjectNode before = Json.MAPPER.createObjectNode();
        before.set("configuration", Flags.noting(flags));
        return before;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public JsonNode read(Step step) {
        return before(account.block());
    }

    @Override
    public JsonNode joined(JsonNode first, JsonNode later) {
        return before(Flags.joined(Flags.noted(first), Flags.noted(later)));
    }

    @Override
    public void apply(Step step, String caseId) {
        account.put(Flags.ALL);
    }

    @Override
    public boolean holds(Step step, String caseId) {
        return account.block().equals(Optional.of(Flags.ALL));
    }

    @Override
    public Restoration release(Step step, String caseId, Set<String> options) {
        Optional<Flags> before = Flags.noted(Json.tree(step.before()));
        Optional<Flags> current = account.block();
        if (current.equals(before)) {
            return Restoration.alreadySo();
        }
        if (!current.equals(Optional.of(Flags.ALL))) {
            return Restoration.drifted("somebody changed the account's public access block");
        }
        return putBack(before);
    }

    @Override
    public Restoration force(Step step, String caseId, Restoration drifted) {
        return putBack(Flags.noted(Json.tree(step.before())));
    }

    private Restoration putBack(Optional<Flags> before) {
        before.ifPresentOrElse(account::put, account::delete);
        return Restoration.restored(
                "buckets with a public policy or ACL are public again unless their own block or the organization closes them");
    }
}
