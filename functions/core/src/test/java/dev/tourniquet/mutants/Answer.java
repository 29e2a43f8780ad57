package dev.tourniquet.mutants;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.decision.Decider;
import dev.tourniquet.decision.Mode;
import dev.tourniquet.decision.Modes;
import dev.tourniquet.decision.Thresholds;
import dev.tourniquet.finding.Target;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A response as it decides in the account of the sample events: the types that infra gives it, which core cannot see, and
 * the severities of cdk.json.
 */
enum Answer {
    ISOLATE_INSTANCE(
            "isolate-instance",
            of(
                    List.of(":Runtime/"),
                    "Backdoor:EC2/",
                    "Behavior:EC2/",
                    "CryptoCurrency:EC2/",
                    "DefenseEvasion:EC2/",
                    "Execution:EC2/",
                    "Impact:EC2/",
                    "Recon:EC2/Portscan",
                    "Trojan:EC2/",
                    "UnauthorizedAccess:EC2/",
                    "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration",
                    "AttackSequence:EC2/",
                    "AttackSequence:ECS/",
                    "AttackSequence:EKS/")) {
        @Override
        boolean contains(Target target) {
            return target instanceof Target.Instance;
        }
    },
    REVOKE_SESSIONS("revoke-sessions", ofCredentials()) {
        @Override
        boolean contains(Target target) {
            return target instanceof Target.RoleSession;
        }
    },
    /** Of principals whom nobody can restrain it reports a refusal: they are no targets that are contained. */
    DEACTIVATE_ACCESS_KEY("deactivate-access-key", ofCredentials()) {
        @Override
        boolean contains(Target target) {
            return target instanceof Target.UserAccessKey || target instanceof Target.UserSession;
        }
    },
    BLOCK_PUBLIC_ACCESS(
            "block-public-access",
            of(
                    List.of(":S3/"),
                    "Policy:S3/",
                    "AttackSequence:S3/",
                    "Policy:IAMUser/S3BucketPublic",
                    "Policy:IAMUser/S3BlockPublicAccessDisabled",
                    "SensitiveData:S3Object/")) {
        @Override
        boolean contains(Target target) {
            return target instanceof Target.Bucket || target instanceof Target.AccountPublicAccess;
        }
    };

    static final String ACCOUNT = "123456789012";
    static final String REGION = "us-east-1";

    private final String response;

    @SuppressWarnings("ImmutableEnumChecker") // Neither it nor what it holds is ever changed.
    private final Decider decider;

    @SuppressWarnings("ImmutableEnumChecker") // Neither it nor what it holds is ever changed.
    private final Thresholds thresholds;

    Answer(String response, List<String> types) {
        this.response = response;
        this.decider = new Decider(ACCOUNT, REGION, Modes.of(Mode.ENFORCE), types);
        this.thresholds = thresholds(Repository.read(Repository.root().resolve("cdk.json"))
                .at("/context/tourniquet/defaults/severity/" + response));
    }

    /** Whether it changes something for {@code target}. */
    abstract boolean contains(Target target);

    /** As cdk.json calls it. */
    String response() {
        return response;
    }

    Decider decider() {
        return decider;
    }

    Thresholds thresholds() {
        return thresholds;
    }

    private static Thresholds thresholds(JsonNode severities) {
        Map<String, Double> byType = new HashMap<>();
        severities
                .properties()
                .forEach(each -> byType.put(each.getKey(), each.getValue().doubleValue()));
        double byDefault = byType.remove("default");
        return new Thresholds(byDefault, byType);
    }

    private static List<String> ofCredentials() {
        return of(
                List.of(":IAMUser/", ":S3/"),
                "AttackSequence:IAM/",
                "AttackSequence:S3/",
                "AttackSequence:EC2/",
                "AttackSequence:ECS/",
                "AttackSequence:EKS/");
    }

    private static List<String> of(List<String> ofEveryPurpose, String... types) {
        List<String> purposes = List.of(
                "Backdoor",
                "Behavior",
                "CredentialAccess",
                "CryptoCurrency",
                "DefenseEvasion",
                "DefenseImpairment",
                "Discovery",
                "Execution",
                "Exfiltration",
                "Impact",
                "InitialAccess",
                "LateralMovement",
                "PenTest",
                "Persistence",
                "PrivilegeEscalation",
                "Recon",
                "ResourceConsumption",
                "Stealth",
                "Trojan",
                "UnauthorizedAccess");
        return Stream.concat(
                        Stream.of(types),
                        ofEveryPurpose.stream()
                                .flatMap(resource -> purposes.stream().map(each -> each + resource)))
                .toList();
    }
}
