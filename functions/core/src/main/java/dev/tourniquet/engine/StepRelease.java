package dev.tourniquet.engine;

import dev.tourniquet.plan.Response;
import dev.tourniquet.plan.Restoration;
import dev.tourniquet.plan.Restoration.Kind;
import dev.tourniquet.plan.Step;
import dev.tourniquet.plan.StepAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Takes one step after the other back, for one release. */
final class StepRelease {
    /** Not as this system left it, or so it reads. */
    private static final Set<Kind> OTHERWISE = Set.of(Kind.ALREADY_SO, Kind.DRIFTED, Kind.GONE);

    private final Response response;
    private final ReleaseRequest request;
    private final Predicate<Step> doubted;
    private final Patience patience;

    /** @param doubted of which steps what was changed may still be read as it was before */
    StepRelease(Response response, ReleaseRequest request, Predicate<Step> doubted, Patience patience) {
        this.response = response;
        this.request = request;
        this.doubted = doubted;
        this.patience = patience;
    }

    Restoration of(Step step) {
        if (step.before() == null) {
            return new Restoration(Kind.ALREADY_SO, "was never carried out");
        }
        Restoration found = doubted.test(step) && changes(step) ? patiently(step) : release(step);
        if (doubted.test(step)
                && found.kind() == Kind.RESTORED
                && response.action(step.action()).hasParts()) {
            return onceMore(step, found);
        }
        return found.kind() == Kind.DRIFTED && request.isForced() ? force(step, found) : found;
    }

    /**
     * Looks until the resource reads as this system left it, or patience ends; twice at least, whatever the steps before took of it. Where
     * it once read as changed by somebody, to read as before is no proof that it is: that look may be the stale one.
     */
    private Restoration patiently(Step step) {
        List<Restoration> looks = new ArrayList<>(List.of(release(step)));
        while (OTHERWISE.contains(looks.getLast().kind()) && (patience.another() || looks.size() < 2)) {
            looks.add(release(step));
        }
        Restoration last = looks.getLast();
        return last.kind() == Kind.ALREADY_SO
                ? looks.reversed().stream()
                        .filter(look -> look.kind() == Kind.DRIFTED)
                        .findFirst()
                        .map(
                                drifted -> Restoration.drifted(
                                        drifted.note()
                                                + "; a later look showed the state before, which may be out of date: release again in a minute"))
                        .orElse(last)
                : last;
    }

    /** One of the parts may have been read as it was before, and so have been left as it is. */
    private Restoration onceMore(Step step, Restoration found) {
        Restoration again = release(step);
        return switch (again.kind()) {
            case RESTORED, FAILED ->
                new Restoration(
                        again.kind(),
                        Stream.of(found.note(), again.note())
                                .filter(note -> !note.isEmpty())
                                .distinct()
                                .collect(Collectors.joining("; ")));
            case ALREADY_SO, KEPT, GONE, DRIFTED -> found;
        };
    }

    private Restoration release(Step step) {
        return carefully(step, action -> action.release(step, request.caseId(), request.options()));
    }

    private Restoration force(Step step, Restoration drifted) {
        Restoration forced = carefully(step, action -> action.force(step, request.caseId(), drifted));
        return switch (forced.kind()) {
            case RESTORED ->
                Restoration.restored("forced, although it had drifted: " + drifted.note()
                        + (forced.note().isEmpty() ? "" : "; " + forced.note()));
            case DRIFTED -> Restoration.drifted(forced.note() + "; that is not ours to overwrite: see to it by hand");
            case ALREADY_SO, KEPT, GONE, FAILED -> forced;
        };
    }

    /** Whatever one step runs into, a bug included, the others are taken back. */
    private Restoration carefully(Step step, Function<StepAction, Restoration> work) {
        try {
            return work.apply(response.action(step.action()));
        } catch (RuntimeException failed) {
            String what = failed.getMessage() == null ? failed.getClass().getSimpleName() : failed.getMessage();
            return new Restoration(Kind.FAILED, what);
        }
    }

    private static boolean changes(Step step) {
        return !step.after().equals(step.before());
    }
}
