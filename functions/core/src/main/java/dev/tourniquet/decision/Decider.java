package dev.tourniquet.decision;

import dev.tourniquet.finding.Finding;
import dev.tourniquet.finding.ResourceRole;
import dev.tourniquet.finding.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Decides from the finding alone. What harms most if got wrong is asked first; everything that lives in the account
 * (exemptions, protection, exposure) is read later, by the plan.
 *
 * @param accountId the only account in which anything is contained
 * @param region the Region whose instances are contained; roles and buckets are reached from any
 * @param modes what may be done without a person
 * @param findingTypes prefixes of the finding types that are answered
 */
public record Decider(String accountId, String region, Modes modes, List<String> findingTypes) {
    private static final Decision.AskFirst SHARED_HOST =
            new Decision.AskFirst("the instance is a container host: isolating it cuts every workload on it", true);

    public Decider {
        findingTypes = List.copyOf(findingTypes);
    }

    /** Decides on {@code target}, for which {@code thresholds} hold. */
    public Decision decide(Finding finding, Target target, Thresholds thresholds) {
        Optional<String> elsewhere = elsewhere(finding, target);
        if (elsewhere.isPresent()) {
            return new Decision.Skip(elsewhere.get());
        }
        if (finding.archived()) {
            return new Decision.Skip("the finding is archived");
        }
        if (findingTypes.stream().noneMatch(finding.type()::startsWith)) {
            return new Decision.Skip("this response does not answer findings of this type");
        }
        if (target instanceof Target.Instance instance && attacked(finding, instance)) {
            return new Decision.Skip("the instance is attacked (resourceRole TARGET), it does not attack");
        }
        double threshold = thresholds.of(finding.type());
        if (!(finding.severity() >= threshold)) {
            return new Decision.Skip(
                    String.format(Locale.ROOT, "severity %.1f is below %.1f", finding.severity(), threshold));
        }
        return switch (modes.of(finding.severity())) {
            case OFF ->
                new Decision.Skip(String.format(
                        Locale.ROOT, "this response is switched off for severity %.1f", finding.severity()));
            case OBSERVE -> new Decision.DryRun();
            case APPROVE -> ask(finding, target);
            case ENFORCE ->
                finding.doubts().isEmpty()
                        ? enforce(finding, target)
                        : new Decision.AskFirst(String.join("; ", finding.doubts()));
        };
    }

    /** What speaks against containing {@code target} even by order of a person; empty where nothing does. */
    public Optional<String> objection(Finding finding, Target target) {
        return elsewhere(finding, target)
                .or(() -> modes.everAct()
                        ? Optional.empty()
                        : Optional.of("this response is set to contain nothing here, whatever the severity"));
    }

    /** What a person has to look at even where he has ordered the containment: he has not seen the plan. */
    public Optional<Decision.AskFirst> question(Finding finding, Target target) {
        if (target instanceof Target.Instance instance && instance.containerHost()) {
            return Optional.of(SHARED_HOST);
        }
        return finding.doubts().isEmpty()
                ? Optional.empty()
                : Optional.of(new Decision.AskFirst(String.join("; ", finding.doubts())));
    }

    private Optional<String> elsewhere(Finding finding, Target target) {
        if (finding.sample()) {
            return Optional.of("a sample finding: what it names does not exist");
        }
        if (!finding.accountId().equals(accountId)) {
            return Optional.of("the finding is about another account, " + finding.accountId());
        }
        return target instanceof Target.Instance && !finding.region().equals(region)
                ? Optional.of("the finding is about another Region, " + finding.region())
                : Optional.empty();
    }

    /** A doubt is told, too: whoever decides should know. */
    private static Decision ask(Finding finding, Target target) {
        List<String> reasons = new ArrayList<>(List.of("this response asks before it contains"));
        reasons.addAll(finding.doubts());
        boolean held = false;
        if (enforce(finding, target) instanceof Decision.AskFirst enforced) {
            reasons.add(enforced.reason());
            held = enforced.held();
        }
        return new Decision.AskFirst(String.join("; ", reasons), held);
    }

    private static Decision enforce(Finding finding, Target target) {
        return target instanceof Target.Instance instance ? isolate(finding, instance) : new Decision.Contain();
    }

    private static Decision isolate(Finding finding, Target.Instance instance) {
        if (instance.containerHost()) {
            return SHARED_HOST;
        }
        if (finding.role() != ResourceRole.ACTOR && !roleIsImplied(finding, instance)) {
            return new Decision.AskFirst("the finding does not say whether the instance attacks or is attacked");
        }
        return new Decision.Contain();
    }

    /** GuardDuty says TARGET of every access key finding: its key was used, which is no attack on the instance. */
    private static boolean attacked(Finding finding, Target.Instance instance) {
        return finding.role() == ResourceRole.TARGET && !instance.credentialsTaken();
    }

    /** Runtime Monitoring and malware findings state no role: the instance itself was seen to be compromised. */
    private static boolean roleIsImplied(Finding finding, Target.Instance instance) {
        boolean neverStated =
                finding.type().contains(":Runtime/") || finding.type().startsWith("Execution:EC2/");
        return instance.credentialsTaken() || (finding.role() == ResourceRole.UNSTATED && neverStated);
    }
}
