package dev.tourniquet.exemption;

import dev.tourniquet.plan.Planning;
import java.util.Map;
import java.util.function.Supplier;

/** Whether a resource is left alone. */
public sealed interface Exemption {

    /** What becomes of a resource with this exemption, which {@code planning} would contain. */
    Planning over(Supplier<Planning> planning);

    /**
     * It is not.
     *
     * @param tags of the resource, which say what it belongs to
     */
    record None(Map<String, String> tags) implements Exemption {
        @Override
        public Planning over(Supplier<Planning> planning) {
            return planning.get().with(plan -> plan.withTags(tags));
        }
    }

    /** It is. */
    record Exempt(String reason) implements Exemption {
        @Override
        public Planning over(Supplier<Planning> planning) {
            return new Planning.Exempt(reason);
        }
    }

    /** Somebody meant to say so, in a way that cannot be read: a person decides. */
    record Unclear(String reason) implements Exemption {
        @Override
        public Planning over(Supplier<Planning> planning) {
            Planning found = planning.get();
            return found instanceof Planning.Planned(var plan) ? new Planning.NeedsApproval(plan, reason) : found;
        }
    }
}
