package dev.tourniquet.infra;

import dev.tourniquet.infra.config.Notifications;
import java.util.ArrayList;
import java.util.List;

/** What the notifier may do in the channels that the configuration turns on. */
final class NotifyPermissions {

    /** All that BatchUpdateFindings can change besides the note and the workflow, as its context keys name it. */
    private static final List<String> OTHER_FIELDS = List.of(
            "Confidence",
            "Criticality",
            "RelatedFindings",
            "Severity.Label",
            "Severity.Normalized",
            "Severity.Product",
            "Types",
            "UserDefinedFields.key",
            "UserDefinedFields.value",
            "VerificationState");

    private NotifyPermissions() {}

    static List<Permission> of(Place place, Notifications notifications, Shared shared) {
        List<Permission> permissions = new ArrayList<>();
        permissions.add(Permission.allow("TellPeople", "Publishes to the own topic, and no other.", "sns:Publish")
                .on(place.arn("sns", Names.TOPIC)));
        permissions.add(use(
                place,
                shared,
                "sns",
                "UseKeyForTopic",
                "SNS asks both of whoever publishes to an encrypted topic." + " Only through SNS.",
                "kms:Decrypt",
                "kms:GenerateDataKey"));
        String secret = notifications.slackSecret();
        if (secret != null) {
            permissions.add(Permission.allow(
                            "ReadWebhook",
                            "Reads the address of the webhook (with slackSecret), and no other secret.",
                            "secretsmanager:GetSecretValue")
                    .on(secret));
            permissions.add(use(
                    place,
                    shared,
                    "secretsmanager",
                    "UseKeyForWebhook",
                    "For a secret that is encrypted with the own key"
                            + " (with slackSecret). Only through Secrets Manager.",
                    "kms:Decrypt"));
        }
        if (notifications.securityHub()) {
            permissions.add(find(place));
            permissions.add(annotate(place));
        }
        return List.copyOf(permissions);
    }

    private static Permission find(Place place) {
        return Permission.allow(
                        "FindFinding",
                        "Reads a finding before it is updated (with securityHub): what a person decided there is not undone."
                                + " IAM knows no condition on which findings are read.",
                        "securityhub:GetFindings")
                .on(place.arn("securityhub", "hub/default"));
    }

    private static Permission annotate(Place place) {
        Permission annotate = Permission.allow(
                        "AnnotateFinding",
                        "Sets a finding's workflow to NOTIFIED, or leaves it, and writes its note (with securityHub). Every other"
                                + " field is out of reach: nothing can be resolved, suppressed or made less severe.",
                        "securityhub:BatchUpdateFindings")
                .on(place.arn("securityhub", "hub/default"))
                .when("StringEqualsIfExists", field("Workflow.Status"), "NOTIFIED")
                .when("StringEqualsIfExists", field("Note.UpdatedBy"), "tourniquet");
        for (String other : OTHER_FIELDS) {
            annotate = annotate.when("Null", field(other), "true");
        }
        return annotate;
    }

    private static String field(String path) {
        return "securityhub:ASFFSyntaxPath/" + path;
    }

    private static Permission use(
            Place place, Shared shared, String service, String sid, String why, String... actions) {
        return Permission.allow(sid, why, actions)
                .on(shared.key().getKeyArn())
                .when("StringEquals", "kms:ViaService", place.regional(service));
    }
}
