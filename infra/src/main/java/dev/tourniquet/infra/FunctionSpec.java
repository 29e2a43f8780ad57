package dev.tourniquet.infra;

import dev.tourniquet.infra.config.Response;
import dev.tourniquet.infra.config.Settings;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * What distinguishes one function from the others.
 *
 * @param module      the Maven module, from which all names derive
 * @param handler     class and method, as Lambda wants them
 * @param concurrency how many run at a time; 0 reserves nothing
 * @param start       how it starts
 * @param permissions all that its role may do
 */
record FunctionSpec(
        String module,
        String handler,
        int concurrency,
        Start start,
        SortedMap<String, String> environment,
        List<Permission> permissions) {

    /** How an execution environment starts that was not there yet. */
    enum Start {
        /** From the snapshot of a published version, which is invoked by an alias. */
        FROM_SNAPSHOT(1769),
        /** As Lambda starts a function that nothing is said of. */
        PLAIN(1024);

        private final int memory;

        Start(int memory) {
            this.memory = memory;
        }

        /**
         * In MB. Lambda gives a processor in proportion, and a whole one for 1,769 MB: where a threat waits for it, a function has that.
         *
         * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html">Memory</a>
         */
        int memory() {
            return memory;
        }
    }

    FunctionSpec {
        permissions = List.copyOf(permissions);
    }

    static FunctionSpec ofResponse(
            Place place, Settings settings, Shared shared, Response response, List<FindingRule> rules) {
        List<Permission> containment = switch (response) {
            case ISOLATE_INSTANCE -> IsolateInstancePermissions.of(place, settings);
            case REVOKE_SESSIONS -> RevokeSessionsPermissions.of(place, settings.protectedPrincipals());
            case DEACTIVATE_ACCESS_KEY -> DeactivateAccessKeyPermissions.of(place, settings.protectedPrincipals());
            case BLOCK_PUBLIC_ACCESS -> BlockPublicAccessPermissions.of(place);
        };
        return new FunctionSpec(
                response.key(),
                response.handler(),
                settings.reservedConcurrency(),
                Start.FROM_SNAPSHOT,
                FunctionEnvironment.ofResponse(place, settings, response, rules),
                Stream.concat(
                                containment.stream(),
                                SharedPermissions.ofResponse(place, shared, response.key()).stream())
                        .toList());
    }

    /** One at a time: a day's work is small, and two of them would read every role twice. */
    static FunctionSpec ofPruner(Place place, Settings settings, Shared shared) {
        return new FunctionSpec(
                Names.PRUNE,
                Names.PRUNE_HANDLER,
                Math.min(1, settings.reservedConcurrency()),
                Start.PLAIN,
                FunctionEnvironment.ofPruner(place, settings),
                Stream.concat(
                                PruneRevocationsPermissions.of(place, settings.protectedPrincipals()).stream(),
                                SharedPermissions.ofPruner(place, shared).stream())
                        .toList());
    }

    /** One at a time: two of them would publish the same outcomes twice. */
    static FunctionSpec ofRepublisher(Place place, Settings settings, Shared shared) {
        return new FunctionSpec(
                Names.REPUBLISH,
                Names.REPUBLISH_HANDLER,
                Math.min(1, settings.reservedConcurrency()),
                Start.PLAIN,
                FunctionEnvironment.ofRepublisher(place, settings),
                SharedPermissions.ofRepublisher(place, shared));
    }

    /** Two at a time, the least that Lambda's poller knows: a message may wait a moment. */
    static FunctionSpec ofDeadLetters(Place place, Settings settings, Shared shared) {
        return new FunctionSpec(
                Names.LETTERS,
                Names.LETTERS_HANDLER,
                Math.min(Routing.LETTERS_AT_ONCE, settings.reservedConcurrency()),
                Start.PLAIN,
                FunctionEnvironment.ofRecorder(place),
                SharedPermissions.ofDeadLetters(place, shared));
    }

    static FunctionSpec ofNotifier(Place place, Settings settings, Shared shared) {
        return new FunctionSpec(
                Names.NOTIFY,
                Names.NOTIFY_HANDLER,
                settings.reservedConcurrency(),
                Start.PLAIN,
                FunctionEnvironment.ofNotifier(place, settings.notifications()),
                Stream.concat(
                                NotifyPermissions.of(place, settings.notifications(), shared).stream(),
                                SharedPermissions.ofNotifier(place, shared).stream())
                        .toList());
    }

    RoleSpec role() {
        return new RoleSpec(module, permissions);
    }
}
