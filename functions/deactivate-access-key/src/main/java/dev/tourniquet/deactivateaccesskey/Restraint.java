package dev.tourniquet.deactivateaccesskey;

import dev.tourniquet.exemption.Exemptions;
import dev.tourniquet.plan.Plan;
import dev.tourniquet.plan.Planning;
import dev.tourniquet.plan.Planning.Refused;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.User;

/** Keeps the function from users that are protected or exempt, and from those whom a finding does not prove. */
final class Restraint {
    private final Exemptions exemptions;
    private final ProtectedUsers protectedUsers;
    private final InstantSource clock;

    Restraint(Exemptions exemptions, List<String> protectedPrincipals, InstantSource clock) {
        this.exemptions = exemptions;
        this.protectedUsers = new ProtectedUsers(protectedPrincipals);
        this.clock = clock;
    }

    /**
     * What becomes of a user whom {@code planning} would contain.
     *
     * @param ids by which it may be exempt, beside its name and ARN
     */
    Planning over(User user, List<String> ids, Supplier<Planning> planning) {
        Optional<Refused> refusal = protectedUsers.refusal(user);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Map<String, String> tags =
                user.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value, (first, _) -> first));
        List<String> names = Stream.concat(ids.stream(), Stream.of(user.userName(), user.arn()))
                .toList();
        return exemptions.of(names, tags, clock.instant()).over(planning);
    }

    /** A person decides where there are doubts whether it is the finding's user. */
    static Planning decided(Plan plan, List<String> doubts) {
        return doubts.isEmpty()
                ? new Planning.Planned(plan)
                : new Planning.NeedsApproval(plan, String.join("; ", doubts));
    }
}
