package dev.tourniquet.revokesessions;

import dev.tourniquet.finding.Finding;
import dev.tourniquet.finding.Target.RoleSession;
import dev.tourniquet.identity.InlinePolicies;
import dev.tourniquet.identity.PolicyState;
import dev.tourniquet.identity.PruneAction;
import dev.tourniquet.identity.Revocation;
import dev.tourniquet.identity.RevokeAction;
import dev.tourniquet.identity.Roles;
import dev.tourniquet.json.Json;
import dev.tourniquet.plan.Phase;
import dev.tourniquet.plan.Plan;
import dev.tourniquet.plan.Planning;
import dev.tourniquet.plan.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.iam.model.Role;

/** Plans the revocation of a session of a role that exists and may be touched. */
final class RolePlan {
    private final RevokeSessionsConfig config;
    private final Finding finding;
    private final RoleSession session;
    private final Facts facts;
    private final Trust trust;
    private final BlastRadius blastRadius;
    private final Instant now;

    RolePlan(RevokeSessionsConfig config, Finding finding, RoleSession session, Facts facts, Instant now) {
        Role role = facts.role().orElseThrow();
        this.config = config;
        this.finding = finding;
        this.session = session;
        this.facts = facts;
        this.trust = Roles.trust(role).map(Trust::of).orElseGet(() -> Trust.of(""));
        this.blastRadius = new BlastRadius(session, role, trust);
        this.now = now;
    }

    /** The inline policy of the session's case. */
    static String policyName(RoleSession session) {
        return Revocation.POLICY_PREFIX + (session.ofInstance() ? session.sessionName() : "all-sessions");
    }

    Planning make() {
        Optional<Revocation> found = facts.policy().flatMap(Revocation::read).filter(each -> !each.isAheadOf(now));
        Extent extent = extent(found);
        Revocation wanted = Revocation.upTo(now, extent.wholeRole() ? null : session.userId());
        Optional<Revocation> existing = found.filter(each -> Objects.equals(each.userId(), wanted.userId()));
        if (existing.isPresent() && !activeSince(existing.get())) {
            return alreadyRevoked(existing.get(), extent, policyName(session));
        }
        // Never moved back, although the clock of whoever wrote it may be a little ahead of ours.
        Revocation next = existing.filter(each -> each.covers(wanted)).orElse(wanted);
        SortedMap<String, String> rest =
                facts.others() instanceof Told.Known<SortedMap<String, String>>(var texts) ? texts : new TreeMap<>();
        Placement placement = Placement.of(next, rest, now);
        Optional<Map.Entry<String, Revocation>> wide =
                Placement.ofWholeRole(rest, now).filter(each -> !activeSince(each.getValue()));
        if (placement.tight() && wide.isPresent()) {
            return alreadyRevoked(
                    wide.get().getValue(), extent.widened(), wide.get().getKey());
        }
        return asked(plan(found, extent, placement), extent, placement);
    }

    /** What hits others too is done for a severe finding, or when a person says so. */
    private Planning asked(Plan plan, Extent extent, Placement placement) {
        boolean wide = placement.revocation().userId() == null;
        if (!wide || config.isEnoughForRole(finding)) {
            return new Planning.Planned(plan);
        }
        return new Planning.NeedsApproval(
                plan,
                (extent.wholeRole() ? "" : BlastRadius.full(taken(placement)) + ": ")
                        + "all sessions of the role " + session.roleName() + " would be revoked, and severity "
                        + finding.severity() + " is below " + config.roleWide().of(finding.type())
                        + ", from which that is done without asking");
    }

    private Plan plan(Optional<Revocation> found, Extent wanted, Placement placement) {
        boolean widened = placement.revocation().userId() == null && !wanted.wholeRole();
        Extent extent = widened ? wanted.widened() : wanted;
        List<Step> steps = new ArrayList<>();
        if (!placement.expired().isEmpty()) {
            steps.add(PruneAction.step(session.roleName(), placement.expired()));
        }
        steps.add(step(placement));
        List<String> risks = new ArrayList<>(Advice.residualRisks(
                session, extent, trust, placement.revocation().cutOff()));
        if (facts.others() instanceof Told.Unknown<SortedMap<String, String>>(String why)) {
            risks.add(Advice.roomUnknown(why));
        }
        List<String> nextSteps = new ArrayList<>(Advice.nextSteps(session, extent));
        if (facts.policy().isPresent() && found.isEmpty()) {
            nextSteps.add(Advice.lookAtForeignPolicy(session.roleName(), policyName(session)));
        }
        return new Plan(
                steps,
                risks,
                nextSteps,
                widened
                        ? blastRadius.widened(taken(placement), facts.profiles())
                        : blastRadius.of(extent, facts.profiles()));
    }

    private Step step(Placement placement) {
        PolicyState.After after = new PolicyState.After(
                session.roleName(),
                policyName(session),
                placement.revocation().cutOff(),
                placement.revocation().document());
        return new Step(
                session.ofInstance() ? RevokeAction.SESSION : RevokeAction.ROLE,
                session.ofInstance() ? session.roleName() + "/" + session.sessionName() : session.roleName(),
                Phase.CONTAIN,
                PolicyState.before(facts.policy()),
                Json.tree(after));
    }

    /**
     * The case of a session keeps its own policy even where that cuts the whole role: two cases never share one. What cuts
     * the whole role already is not narrowed again by a finding that is less severe.
     */
    private Extent extent(Optional<Revocation> found) {
        boolean chosen = session.ofInstance() && !trust.mayBeOfInstances();
        boolean wideAlready = found.filter(each -> each.userId() == null).isPresent();
        return new Extent(!session.ofInstance() || wideAlready || (chosen && config.isEnoughForRole(finding)), chosen);
    }

    private Planning alreadyRevoked(Revocation existing, Extent extent, String policyName) {
        String when = finding.lastActivity() == null
                ? "the finding does not say when it last saw activity, so it counts as a recurrence"
                : "the finding reports nothing since";
        List<String> risks = new ArrayList<>(Advice.residualRisks(session, extent, trust, existing.cutOff()));
        if (!policyName.equals(policyName(session))) {
            risks.add(Advice.standsForOthers(session.roleName(), policyName));
        }
        return new Planning.AlreadyContained(
                "sessions issued before " + existing.cutOff() + " are revoked already, and " + when, risks);
    }

    /**
     * A finding without a time would move the cut-off on every delivery, and cut off legitimate sessions each time; so it
     * moves nothing.
     */
    private boolean activeSince(Revocation existing) {
        return finding.lastActivity() != null && finding.lastActivity().isAfter(existing.cutOff());
    }

    private int taken(Placement placement) {
        return placement.taken() + facts.policy().map(InlinePolicies::size).orElse(0);
    }
}
