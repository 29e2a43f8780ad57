package dev.tourniquet.proof.privilege;

import dev.tourniquet.localaws.policy.Request;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Requests like one that a function makes, but for something that it must not reach. */
final class Outside {
    static final String OTHER_ACCOUNT = "210987654321";
    private static final String OTHER_REGION = "eu-west-1";
    private static final String REGION = "aws:RequestedRegion";
    private static final String OWNER = "aws:ResourceAccount";
    private static final String TAG_KEYS = "aws:TagKeys";
    private static final String USER_DATA = "ec2:Attribute/UserData";

    /** What is other than in the request that is made. */
    enum Difference {
        ANOTHER_ACCOUNT,
        ANOTHER_REGION,
        /** Another table, bus or queue. */
        ANOTHER_NAME,
        /** A role of the responder's own, of the CDK's, of a service or of Identity Center. */
        A_ROLE_OUT_OF_REACH,
        A_PROTECTED_PRINCIPAL,
        /** The resource, or what is created, lacks the tags of ours. */
        WITHOUT_OUR_TAG,
        /** A tag that is not ours is set or removed as well. */
        A_FOREIGN_TAG,
        THE_EXEMPTION_TAG,
        /** A group that exists is tagged, not one that is being created. */
        NOT_WHILE_IT_IS_CREATED,
        USER_DATA,
        /** Cases of another response. */
        CASES_OF_ANOTHER,
        /** Not what Tourniquet announces. */
        ANOTHER_ANNOUNCEMENT,
        /** A finding in Security Hub is called done, or nobody's business. */
        A_DECISION,
        /** Another field of such a finding is changed as well. */
        ANOTHER_FIELD
    }

    record Variation(Difference difference, Request request) {}

    private Outside() {}

    static List<Variation> of(Request request) {
        String service = request.action().substring(0, request.action().indexOf(':'));
        return Stream.of(
                        place(request, service),
                        switch (service) {
                            case "iam" -> principals(request);
                            case "ec2" -> ec2(request);
                            case "dynamodb" -> dynamo(request);
                            case "events" -> announcements(request);
                            case "sqs", "sns", "secretsmanager" -> Stream.of(renamed(request));
                            case "securityhub" -> updates(request);
                            default -> Stream.<Variation>empty();
                        })
                .flatMap(variations -> variations)
                .toList();
    }

    private static Stream<Variation> place(Request request, String service) {
        String[] arn = request.resource().split(":", 6);
        Stream<Variation> account = Stream.empty();
        if (arn.length == 6 && !arn[4].isEmpty()) {
            account = Stream.of(on(request, Difference.ANOTHER_ACCOUNT, part(arn, 4, OTHER_ACCOUNT)));
        } else if (request.context().containsKey(OWNER) && !request.resource().equals("*")) {
            account = Stream.of(new Variation(Difference.ANOTHER_ACCOUNT, request.with(OWNER, OTHER_ACCOUNT)));
        }
        if (service.equals("iam")) {
            return account; // which is in no Region
        }
        Request elsewhere = request.with(REGION, OTHER_REGION);
        return Stream.concat(
                account,
                Stream.of(
                        arn.length == 6 && !arn[3].isEmpty()
                                ? on(elsewhere, Difference.ANOTHER_REGION, part(arn, 3, OTHER_REGION))
                                : new Variation(Difference.ANOTHER_REGION, elsewhere)));
    }

    /** Who may be read is no secret; who may be changed is limited. */
    private static Stream<Variation> principals(Request request) {
        if (!request.action().matches("iam:(Put|Delete|Update).*")) {
            return Stream.empty();
        }
        String kind = request.resource().contains(":user/") ? "user/" : "role/";
        String prefix = request.resource().substring(0, request.resource().indexOf(kind)) + kind;
        Stream<Variation> guarded = Stream.of("BreakGlass", "emergency/BreakGlass")
                .map(name -> on(request, Difference.A_PROTECTED_PRINCIPAL, prefix + name));
        return kind.equals("user/")
                ? guarded
                : Stream.concat(
                        guarded,
                        OutOfReach.ROLES.stream()
                                .map(name -> on(request, Difference.A_ROLE_OUT_OF_REACH, prefix + name)));
    }

    private static Stream<Variation> ec2(Request request) {
        Stream.Builder<Variation> all = Stream.builder();
        Request untagged = without(request, "ec2:ResourceTag/", "aws:RequestTag/", TAG_KEYS);
        if (!untagged.equals(request)) {
            all.add(new Variation(Difference.WITHOUT_OUR_TAG, untagged));
        }
        if (request.action().matches("ec2:(Create|Delete)Tags")) {
            String own = request.context().get(TAG_KEYS).getFirst();
            all.add(new Variation(Difference.A_FOREIGN_TAG, request.with(TAG_KEYS, own, "Name")));
            all.add(new Variation(Difference.THE_EXEMPTION_TAG, request.with(TAG_KEYS, own, "tourniquet:exempt")));
        }
        if (request.context().containsKey("ec2:CreateAction")) {
            all.add(new Variation(Difference.NOT_WHILE_IT_IS_CREATED, without(request, "ec2:CreateAction")));
        }
        if (request.action().equals("ec2:ModifyInstanceAttribute")) {
            all.add(new Variation(Difference.USER_DATA, request.with(USER_DATA, "IyEvYmluL3No")));
        }
        return all.build();
    }

    private static Stream<Variation> dynamo(Request request) {
        String key = "dynamodb:LeadingKeys";
        return Stream.of(
                renamed(request),
                new Variation(Difference.CASES_OF_ANOTHER, request.with(key, "another-response/i-0123456789abcdef0")),
                new Variation(
                        Difference.CASES_OF_ANOTHER,
                        request.with(key, request.context().get(key).getFirst(), "another-response/x")),
                new Variation(Difference.CASES_OF_ANOTHER, without(request, key)));
    }

    private static Stream<Variation> announcements(Request request) {
        return Stream.of(
                renamed(request),
                new Variation(Difference.ANOTHER_ANNOUNCEMENT, request.with("events:source", "somebody")),
                new Variation(Difference.ANOTHER_ANNOUNCEMENT, request.with("events:detail-type", "GuardDuty Finding")),
                new Variation(Difference.ANOTHER_ANNOUNCEMENT, without(request, "events:")));
    }

    private static Stream<Variation> updates(Request request) {
        if (!request.action().endsWith(":BatchUpdateFindings")) {
            return Stream.of(renamed(request));
        }
        return Stream.concat(
                Stream.of("NEW", "RESOLVED", "SUPPRESSED")
                        .map(status -> new Variation(
                                Difference.A_DECISION, request.with(Requests.FIELD + "Workflow.Status", status))),
                Stream.of("Severity.Label", "VerificationState", "UserDefinedFields.key", "Criticality", "Types")
                        .map(field ->
                                new Variation(Difference.ANOTHER_FIELD, request.with(Requests.FIELD + field, "LOW"))));
    }

    private static Variation renamed(Request request) {
        return on(request, Difference.ANOTHER_NAME, request.resource() + "-2");
    }

    private static Variation on(Request request, Difference difference, String resource) {
        return new Variation(difference, new Request(request.action(), resource, request.context()));
    }

    private static Request without(Request request, String... prefixes) {
        Map<String, List<String>> rest = new HashMap<>(request.context());
        rest.keySet().removeIf(key -> Stream.of(prefixes).anyMatch(key::startsWith));
        return new Request(request.action(), request.resource(), rest);
    }

    private static String part(String[] arn, int index, String value) {
        String[] other = arn.clone();
        other[index] = value;
        return String.join(":", other);
    }
}
