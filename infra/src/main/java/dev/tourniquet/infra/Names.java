package dev.tourniquet.infra;

import dev.tourniquet.infra.config.Response;

/** Physical names, unique in one account and Region. Fixed, so that runbooks, replay and policies can name them. */
final class Names {

    static final String PREFIX = "tourniquet-";
    static final String BUS = "tourniquet";
    static final String LEDGER = "tourniquet-ledger";
    static final String OUTBOX_INDEX = "outbox";

    /** Of cases by where they stand: partition key {@code <response>/<status>}. */
    static final String STANDING_INDEX = "standing";

    static final String DEAD_LETTERS = "tourniquet-dead-letters";
    static final String LETTERS = "dead-letters";
    static final String LETTERS_HANDLER = "dev.tourniquet.deadletters.DeadLettersHandler::handleRequest";

    /** Fits the partition keys of dead letters in the ledger, whichever function they are for; no case's does. */
    static final String LETTER_KEYS = "*/dead-letters/*";

    static final String TOPIC = "tourniquet-outcomes";
    static final String KEY_ALIAS = "alias/tourniquet";
    static final String REPUBLISH = "republish-outcomes";
    static final String REPUBLISH_HANDLER = "dev.tourniquet.republishoutcomes.RepublishOutcomesHandler::handleRequest";

    static final String PRUNE = "prune-revocations";
    static final String PRUNE_HANDLER = "dev.tourniquet.prunerevocations.PruneRevocationsHandler::handleRequest";

    /** The alias that rules and operators invoke a response by: the version that is in use. */
    static final String LIVE = "live";

    static final String DASHBOARD = "tourniquet";

    static final String NOTIFY = "notify";
    static final String NOTIFY_HANDLER = "dev.tourniquet.notify.NotifyHandler::handleRequest";

    /** Begins the partition keys of what notify keeps in the ledger; no response is called so. */
    static final String NOTIFY_KEYS = "notify/";

    /** The attribute of the ledger's items that end by themselves; no case has it. */
    static final String FORGET_AFTER = "forgetAfter";

    static final String SCHEDULES = "tourniquet";

    /** Source and detail type of the events on the own bus. */
    static final String OUTCOME_SOURCE = "tourniquet";

    static final String OUTCOME_DETAIL_TYPE = "Containment Outcome";
    static final String RELEASE_DETAIL_TYPE = "Containment Release";
    static final String SWITCH_DETAIL_TYPE = "Containment Switch";
    static final String LIMIT_DETAIL_TYPE = "Containment Limit";

    /** CloudWatch namespace and dimension of the functions' own metrics. */
    static final String METRICS = "Tourniquet";

    static final String METRIC_DIMENSION = "Response";

    private Names() {}

    static String function(String module) {
        return PREFIX + module;
    }

    /** IAM is global: two Regions of one account must not want the same role. */
    static String role(String module, String region) {
        return PREFIX + module + "-" + region;
    }

    static String logGroup(String module) {
        return "/aws/lambda/" + function(module);
    }

    /** The rule that tests a response. */
    static String selfTest(String module) {
        return PREFIX + module + "-self-test";
    }

    static String rule(Response response, String source) {
        return PREFIX + response.key() + "-" + source;
    }

    /** Where the module packaging leaves a function, relative to the root of the repository. */
    static String packaged(String module) {
        return "functions/" + module + "/target/lambda";
    }
}
