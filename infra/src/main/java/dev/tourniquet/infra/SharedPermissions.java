package dev.tourniquet.infra;

import java.util.List;

/** What a function needs besides its containment: its ledger, the bus, the dead-letter queue, its log, the key. */
final class SharedPermissions {

    private SharedPermissions() {}

    /** A responding function sees its own cases only: they are the items whose partition key starts with its name. */
    static List<Permission> ofResponse(Place place, Shared shared, String module) {
        return List.of(
                writeLog(place, module),
                Permission.allow(
                                "KeepOwnCases",
                                "Reads and writes its cases. Confined to partition keys that start with its own name:"
                                        + " one response cannot read or forge a case of another.",
                                "dynamodb:Query",
                                "dynamodb:PutItem")
                        .on(shared.ledger().getTableArn())
                        .when("ForAllValues:StringLike", "dynamodb:LeadingKeys", module + "/*")
                        .when("Null", "dynamodb:LeadingKeys", "false"),
                publishOutcomes(shared),
                sendDeadLetters(shared),
                useKeyForLedger(place, shared),
                useKeyForDeadLetters(place, shared));
    }

    /** The republisher marks cases of every response as published, so it is not confined to a partition key. */
    static List<Permission> ofRepublisher(Place place, Shared shared) {
        return List.of(
                writeLog(place, Names.REPUBLISH),
                Permission.allow(
                                "FindUnpublished",
                                "Finds cases with an unpublished outcome in the index that holds no others, and reads them from"
                                        + " the table, because an index lags behind it; counts what waits for a person, and"
                                        + " reads what is switched.",
                                "dynamodb:Query")
                        .on(
                                shared.ledger().getTableArn() + "/index/" + Names.OUTBOX_INDEX,
                                shared.ledger().getTableArn() + "/index/" + Names.STANDING_INDEX,
                                shared.ledger().getTableArn()),
                Permission.allow(
                                "MarkPublished",
                                "Takes the mark off a case after publishing. IAM cannot limit PutItem to one attribute"
                                        + " without naming all others.",
                                "dynamodb:PutItem")
                        .on(shared.ledger().getTableArn()),
                publishOutcomes(shared),
                sendDeadLetters(shared),
                useKeyForLedger(place, shared),
                useKeyForDeadLetters(place, shared));
    }

    /** The pruner keeps no case: what it deletes is a case's own doing, and denies nobody any more. */
    static List<Permission> ofPruner(Place place, Shared shared) {
        return List.of(writeLog(place, Names.PRUNE), sendDeadLetters(shared), useKeyForDeadLetters(place, shared));
    }

    /** It reads the queue with its own role, and sees no case. */
    static List<Permission> ofDeadLetters(Place place, Shared shared) {
        return List.of(
                writeLog(place, Names.LETTERS),
                Permission.allow(
                                "TakeDeadLetters",
                                "Lambda reads the queue in the name of the function, and deletes what the function has put on"
                                        + " record.",
                                "sqs:DeleteMessage",
                                "sqs:GetQueueAttributes",
                                "sqs:ReceiveMessage")
                        .on(shared.deadLetters().getQueueArn()),
                Permission.allow(
                                "KeepDeadLetters",
                                "Writes events that could not be handled, for whichever function they are. Confined to partition"
                                        + " keys of dead letters: it can neither read nor forge a case.",
                                "dynamodb:Query",
                                "dynamodb:PutItem")
                        .on(shared.ledger().getTableArn())
                        .when("ForAllValues:StringLike", "dynamodb:LeadingKeys", Names.LETTER_KEYS)
                        .when("Null", "dynamodb:LeadingKeys", "false"),
                publishOutcomes(shared),
                sendDeadLetters(shared),
                useKeyForLedger(place, shared),
                useKeyForDeadLetters(place, shared));
    }

    /** The notifier keeps what it told whom, under keys of its own: it sees no case. */
    static List<Permission> ofNotifier(Place place, Shared shared) {
        return List.of(
                writeLog(place, Names.NOTIFY),
                Permission.allow(
                                "KeepOwnRecords",
                                "Reads and writes what it has told already. Confined to partition keys that start with "
                                        + Names.NOTIFY_KEYS + ": it can neither read nor forge a case.",
                                "dynamodb:Query",
                                "dynamodb:PutItem")
                        .on(shared.ledger().getTableArn())
                        .when("ForAllValues:StringLike", "dynamodb:LeadingKeys", Names.NOTIFY_KEYS + "*")
                        .when("Null", "dynamodb:LeadingKeys", "false"),
                sendDeadLetters(shared),
                useKeyForLedger(place, shared),
                useKeyForDeadLetters(place, shared));
    }

    /** @param principals roles, or users */
    static Permission findOwnPolicies(String principals) {
        return Permission.allow(
                        "FindOwnPolicies",
                        "Finds the responder's own policies on all " + principals + ", for the inventory.",
                        "iam:GetAccountAuthorizationDetails")
                .onEverything("The action knows no resource.");
    }

    /** The role that EventBridge Scheduler takes to invoke one function. */
    static List<Permission> ofSchedule(Place place, Shared shared, String module) {
        return List.of(
                Permission.allow("InvokeFunction", "Invokes its function, and no other.", "lambda:InvokeFunction")
                        .on(place.arn("lambda", "function:" + Names.function(module))),
                sendDeadLetters(shared),
                useKeyForDeadLetters(place, shared));
    }

    private static Permission writeLog(Place place, String module) {
        return Permission.allow(
                        "WriteOwnLog",
                        "Writes its own log group. The wildcard stands for the log streams in it.",
                        "logs:CreateLogStream",
                        "logs:PutLogEvents")
                .on(place.arn("logs", "log-group:" + Names.logGroup(module) + ":*"));
    }

    private static Permission publishOutcomes(Shared shared) {
        return Permission.allow(
                        "PublishOutcomes",
                        "Puts outcomes, releases, switches and limits on the system's own bus, and nothing else.",
                        "events:PutEvents")
                .on(shared.bus().getEventBusArn())
                .when("ForAllValues:StringEquals", "events:source", Names.OUTCOME_SOURCE)
                .when(
                        "ForAllValues:StringEquals",
                        "events:detail-type",
                        List.of(
                                Names.OUTCOME_DETAIL_TYPE,
                                Names.RELEASE_DETAIL_TYPE,
                                Names.SWITCH_DETAIL_TYPE,
                                Names.LIMIT_DETAIL_TYPE))
                // Both keys are lists, and an empty list would satisfy "for all values".
                .when("Null", "events:source", "false")
                .when("Null", "events:detail-type", "false");
    }

    private static Permission sendDeadLetters(Shared shared) {
        return Permission.allow(
                        "SendDeadLetters",
                        "Keeps what could not be handled: Lambda and EventBridge Scheduler send failed invocations with"
                                + " the role that they are given, and a function sends malformed events itself.",
                        "sqs:SendMessage")
                .on(shared.deadLetters().getQueueArn());
    }

    private static Permission useKeyForLedger(Place place, Shared shared) {
        return Permission.allow(
                        "UseKeyForLedger",
                        "DynamoDB uses the ledger's key in the name of the caller. Only through DynamoDB.",
                        "kms:Decrypt",
                        "kms:DescribeKey",
                        "kms:Encrypt",
                        "kms:GenerateDataKey",
                        "kms:ReEncryptFrom",
                        "kms:ReEncryptTo")
                .on(shared.key().getKeyArn())
                .when("StringEquals", "kms:ViaService", place.regional("dynamodb"));
    }

    private static Permission useKeyForDeadLetters(Place place, Shared shared) {
        return Permission.allow(
                        "UseKeyForDeadLetters",
                        "SQS asks both of whoever sends to an encrypted queue. Only through SQS.",
                        "kms:Decrypt",
                        "kms:GenerateDataKey")
                .on(shared.key().getKeyArn())
                .when("StringEquals", "kms:ViaService", place.regional("sqs"));
    }
}
