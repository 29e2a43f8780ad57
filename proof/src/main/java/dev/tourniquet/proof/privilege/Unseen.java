package dev.tourniquet.proof.privilege;

import java.util.Set;
import java.util.TreeSet;

/** What a role needs although its function never calls it: AWS does, with the role. No run here can show it. */
final class Unseen {
    private static final Set<String> OF_ALL = Set.of(
            // Lambda writes what the function prints.
            "logs:CreateLogStream",
            "logs:PutLogEvents",
            // SQS uses the key of an encrypted queue in the sender's name; DynamoDB needs these two as well.
            "kms:Decrypt",
            "kms:GenerateDataKey");

    /** DynamoDB uses a customer managed key of a table in the caller's name. */
    private static final Set<String> OF_THE_LEDGER =
            Set.of("kms:DescribeKey", "kms:Encrypt", "kms:ReEncryptFrom", "kms:ReEncryptTo");

    /** Lambda sends a failed invocation to the queue with the function's role; these functions send nothing themselves. */
    private static final Set<String> OF_THE_SCHEDULED = Set.of("sqs:SendMessage");

    /** Lambda reads a queue for a function, with its role. */
    private static final Set<String> OF_THE_POLLER =
            Set.of("sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage");

    private Unseen() {}

    static Set<String> of(String function) {
        Set<String> all = new TreeSet<>(OF_ALL);
        switch (function) {
            case "prune-revocations" -> all.addAll(OF_THE_SCHEDULED);
            case "dead-letters" -> {
                all.addAll(OF_THE_LEDGER);
                all.addAll(OF_THE_SCHEDULED);
                all.addAll(OF_THE_POLLER);
            }
            case "republish-outcomes", "notify" -> {
                all.addAll(OF_THE_LEDGER);
                all.addAll(OF_THE_SCHEDULED);
            }
            default -> all.addAll(OF_THE_LEDGER);
        }
        return all;
    }
}
