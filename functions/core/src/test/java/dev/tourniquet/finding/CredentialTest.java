package dev.tourniquet.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tourniquet.finding.Target.OtherPrincipal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CredentialTest {
    private static final String LONG_TERM = "AKIAEXAMPLEEXAMPLE01";
    private static final String TEMPORARY = "ASIAEXAMPLEEXAMPLE01";
    private static final String USER = "AIDAEXAMPLEEXAMPLE001";
    private static final String ROLE = "AROAEXAMPLEEXAMPLE001";

    @Test
    void takesALongTermKeyForTheUsers() {
        assertThat(target("IAMUser", "alice", USER, LONG_TERM))
                .isEqualTo(new Target.UserAccessKey(LONG_TERM, "alice", USER));
    }

    @ParameterizedTest
    @ValueSource(strings = {TEMPORARY, ""})
    void takesATemporaryKeyAndTheConsoleForASessionOfTheUser(String key) {
        assertThat(target("IAMUser", "alice", USER, key)).isEqualTo(new Target.UserSession("alice", USER, key, false));
    }

    @Test
    void doesNotTakeTheNameOfAFederatedSessionForTheIdOfItsUser() {
        assertThat(target("FederatedUser", "bob", "123456789012:bob", TEMPORARY))
                .isEqualTo(new Target.UserSession("bob", "", TEMPORARY, true))
                .extracting(Target::key)
                .isEqualTo(TEMPORARY);
    }

    @ParameterizedTest
    @CsvSource({
        "Root, Root, 123456789012, ROOT, root",
        "AWSAccount, '', 210987654321, AWS_ACCOUNT, account-210987654321",
        "AWSService, lambda.amazonaws.com, '', AWS_SERVICE, service-lambda.amazonaws.com",
        "AWSService, '../..', '', AWS_SERVICE, service-unnamed"
    })
    void namesPrincipalsThatNoPolicyOfTheAccountRestrains(
            String userType, String name, String principalId, OtherPrincipal.Kind kind, String key) {
        Target target = target(userType, name, principalId, LONG_TERM);

        assertThat(target)
                .isInstanceOfSatisfying(
                        OtherPrincipal.class, other -> assertThat(other.kind()).isEqualTo(kind));
        assertThat(target.key()).isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource({
        "AssumedRole, web, AROAEXAMPLEEXAMPLE001:s, AKIAEXAMPLEEXAMPLE01",
        "AssumedRole, web, AIDAEXAMPLEEXAMPLE001, AKIAEXAMPLEEXAMPLE01",
        "AssumedRole, web, AIDAEXAMPLEEXAMPLE001, ASIAEXAMPLEEXAMPLE01",
        "IAMUser, alice, AROAEXAMPLEEXAMPLE001:s, AKIAEXAMPLEEXAMPLE01",
        "IAMUser, alice, AROAEXAMPLEEXAMPLE001:s, ASIAEXAMPLEEXAMPLE01",
        "FederatedUser, bob, 123456789012:bob, AKIAEXAMPLEEXAMPLE01"
    })
    void doubtsWhatContradictsItself(String userType, String name, String principalId, String key) {
        Finding finding = finding(userType, name, principalId, key);

        assertThat(finding.doubts()).isNotEmpty().allMatch(doubt -> doubt.contains("contradicts itself"));
    }

    @ParameterizedTest
    @CsvSource({
        "AssumedRole, web, AROAEXAMPLEEXAMPLE001:s, ASIAEXAMPLEEXAMPLE01",
        "IAMUser, alice, AIDAEXAMPLEEXAMPLE001, AKIAEXAMPLEEXAMPLE01",
        "IAMUser, alice, AIDAEXAMPLEEXAMPLE001, ASIAEXAMPLEEXAMPLE01",
        "FederatedUser, bob, 123456789012:bob, ASIAEXAMPLEEXAMPLE01",
        "Root, Root, 123456789012, AKIAEXAMPLEEXAMPLE01"
    })
    void doubtsNothingThatFits(String userType, String name, String principalId, String key) {
        assertThat(finding(userType, name, principalId, key).doubts()).isEmpty();
    }

    @Test
    void goesByTheIdsWhereTheTypeContradictsThem() {
        assertThat(target("AssumedRole", "web", USER, LONG_TERM))
                .isEqualTo(new Target.UserAccessKey(LONG_TERM, "web", USER));
        assertThat(target("AssumedRole", "web", USER, TEMPORARY))
                .isEqualTo(new Target.UserSession("web", USER, TEMPORARY, false));
        assertThat(target("IAMUser", "web", ROLE + ":s", TEMPORARY))
                .isEqualTo(new Target.RoleSession("web", ROLE, "s"));
    }

    @Test
    void takesARealPrincipalForNoneThatShowedNoCredentialWhateverItIsCalled() {
        assertThat(target("IAMUser", "ANONYMOUS_PRINCIPAL", USER, LONG_TERM))
                .isEqualTo(new Target.UserAccessKey(LONG_TERM, "ANONYMOUS_PRINCIPAL", USER));
        assertThat(target("AssumedRole", "ANONYMOUS_PRINCIPAL", ROLE + ":s", TEMPORARY))
                .isEqualTo(new Target.RoleSession("ANONYMOUS_PRINCIPAL", ROLE, "s"));
        assertThat(target("AWSAccount", "ANONYMOUS_PRINCIPAL", "", "")).isInstanceOf(Target.Unsupported.class);
    }

    @Test
    void findsBucketAndCredentialInAnS3Finding() {
        String details = "'accessKeyDetails':" + details("IAMUser", "alice", USER, LONG_TERM)
                + ",'s3BucketDetails':[{'name':'one-bucket'},{'name':'two-bucket'}]";
        for (String resourceType : List.of("S3Bucket", "AccessKey")) {
            Finding finding = Events.finding(Events.guardDuty(
                    "Exfiltration:S3/AnomalousBehavior",
                    "{'resourceType':'" + resourceType + "'," + details + "}",
                    "{'resourceRole':'TARGET','archived':false}"));

            assertThat(finding.targets())
                    .containsExactlyInAnyOrder(
                            new Target.Bucket("one-bucket"),
                            new Target.Bucket("two-bucket"),
                            new Target.UserAccessKey(LONG_TERM, "alice", USER));
        }
    }

    private static Target target(String userType, String name, String principalId, String key) {
        return finding(userType, name, principalId, key).targets().getFirst();
    }

    private static Finding finding(String userType, String name, String principalId, String key) {
        return Events.finding(Events.accessKey("Recon:IAMUser/TorIPCaller", details(userType, name, principalId, key)));
    }

    private static String details(String userType, String name, String principalId, String key) {
        return "{'userType':'%s','userName':'%s','principalId':'%s','accessKeyId':'%s'}"
                .formatted(userType, name, principalId, key);
    }
}
