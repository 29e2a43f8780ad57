package dev.tourniquet.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AttackSequenceTest {
    private static final String ALICE = """
            {'id':'a','user':{'name':'alice','uid':'AIDAEXAMPLEEXAMPLE001','type':'IAMUser',\
            'credentialUid':'AKIAEXAMPLEEXAMPLE01','account':{'uid':'123456789012'}}}""";
    private static final String WEB = """
            {'id':'w','user':{'name':'web','uid':'AROAEXAMPLEEXAMPLE001:s','type':'AssumedRole',\
            'credentialUid':'ASIAEXAMPLEEXAMPLE01','account':{'uid':'123456789012'}}}""";
    private static final String KEY = """
            {'uid':'AKIAEXAMPLEEXAMPLE01','resourceType':'ACCESS_KEY','accountId':'123456789012','data':{'accessKey':\
            {'principalId':'AIDAEXAMPLEEXAMPLE001','userName':'alice','userType':'IAMUser'}}}""";
    private static final Target ALICES_KEY =
            new Target.UserAccessKey("AKIAEXAMPLEEXAMPLE01", "alice", "AIDAEXAMPLEEXAMPLE001");

    @Test
    void isAboutItsOnlyActor() {
        Finding finding = sequence(ALICE, KEY);

        assertThat(finding.targets()).containsExactly(ALICES_KEY);
        assertThat(finding.doubts()).isEmpty();
    }

    @Test
    void isAPersonsDecisionWhereThereAreSeveralActors() {
        Finding finding = sequence(ALICE + "," + WEB, "");

        assertThat(finding.targets())
                .containsExactly(ALICES_KEY, new Target.RoleSession("web", "AROAEXAMPLEEXAMPLE001", "s"));
        assertThat(finding.doubts()).singleElement().asString().contains("several actors");
    }

    @ParameterizedTest
    @CsvSource({
        "AKIAEXAMPLEEXAMPLE02, AIDAEXAMPLEEXAMPLE001",
        "AKIAEXAMPLEEXAMPLE02, AIDAEXAMPLEEXAMPLE002",
        "AKIAEXAMPLEEXAMPLE01, AIDAEXAMPLEEXAMPLE002",
        "ASIAEXAMPLEEXAMPLE02, AIDAEXAMPLEEXAMPLE002",
        "ASIAEXAMPLEEXAMPLE02, ''"
    })
    void isAPersonsDecisionWhereAKeyIsNotTheOnlyActors(String key, String principalId) {
        Finding finding = sequence(ALICE, KEY + "," + key(key, principalId));

        assertThat(finding.targets()).containsExactly(ALICES_KEY);
        assertThat(finding.doubts()).singleElement().asString().contains("also names the key " + key);
    }

    @Test
    void countsATemporaryKeyOfTheActorAsTheActors() {
        assertThat(sequence(ALICE, key("ASIAEXAMPLEEXAMPLE02", "AIDAEXAMPLEEXAMPLE001"))
                        .doubts())
                .isEmpty();
    }

    @Test
    void printsNoKeyIdThatHasNotItsForm() {
        assertThat(sequence(ALICE, key("<b>key</b>", "AIDAEXAMPLEEXAMPLE002")).doubts())
                .singleElement()
                .asString()
                .contains("the key of another principal")
                .doesNotContain("<b>");
    }

    @Test
    void isAPersonsDecisionWhereAListIsLongerThanIsRead() {
        String bucket = "{'uid':'arn:aws:s3:::example-logs','resourceType':'S3_BUCKET'}";

        assertThat(sequence(ALICE, String.join(",", Collections.nCopies(50, bucket)))
                        .doubts())
                .isEmpty();
        assertThat(sequence(ALICE, String.join(",", Collections.nCopies(51, bucket)))
                        .doubts())
                .containsExactly("the attack sequence lists 51 resources, and only the first 50 were read");
        assertThat(sequence(String.join(",", Collections.nCopies(51, ALICE)), "")
                        .doubts())
                .contains("the attack sequence lists 51 actors, and only the first 50 were read");
    }

    @Test
    void goesByTheAccessKeyWhereNoActorIsNamed() {
        assertThat(sequence("", KEY).targets()).containsExactly(ALICES_KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"i-0123456789abcdef0", "arn:aws:ec2:us-east-1:123456789012:instance/i-0123456789abcdef0"})
    void findsInstancesAndBucketsByIdAndByArn(String uid) {
        Finding finding = sequence(
                "",
                "{'uid':'" + uid + "','resourceType':'EC2_INSTANCE'},"
                        + "{'uid':'arn:aws:s3:::example-logs','resourceType':'S3_BUCKET','accountId':'123456789012'},"
                        + "{'uid':'vpc-1','resourceType':'EC2_VPC'}");

        assertThat(finding.targets())
                .containsExactly(new Target.Instance("i-0123456789abcdef0", false), new Target.Bucket("example-logs"));
        assertThat(finding.role()).isEqualTo(ResourceRole.UNSTATED);
    }

    @Test
    void touchesNothingOfAnotherAccount() {
        Finding finding = sequence(
                ALICE.replace("123456789012", "210987654321"),
                "{'uid':'arn:aws:s3:::example-logs','resourceType':'S3_BUCKET','accountId':'210987654321'}");

        assertThat(finding.targets())
                .containsExactly(new Target.OtherPrincipal(Target.OtherPrincipal.Kind.AWS_ACCOUNT, "210987654321"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"210987654321", "'2109 8765 4321'", "{}", "[]", "true"})
    void isAPersonsDecisionWhereAnAccountCannotBeRead(String account) {
        String bucket = "{'uid':'arn:aws:s3:::example-logs','resourceType':'S3_BUCKET','accountId':" + account + "}";
        String doubt = "the attack sequence names an account in a form that cannot be read";

        assertThat(sequence(ALICE.replace("'123456789012'", account), "").doubts())
                .containsExactly(doubt);
        assertThat(sequence(ALICE, bucket + "," + bucket).doubts()).containsExactly(doubt);
    }

    @Test
    void touchesNothingWhoseArnIsThatOfAnotherAccount() {
        Finding finding = sequence(
                "",
                "{'uid':'arn:aws:ec2:us-east-1:210987654321:instance/i-0123456789abcdef0','resourceType':'EC2_INSTANCE'}");

        assertThat(finding.targets()).singleElement().isInstanceOf(Target.Unsupported.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "''", "'123456789012'"})
    void isAboutTheOwnAccountWhereItDoesNotSayWhose(String account) {
        assertThat(sequence(ALICE.replace("'123456789012'", account), "").doubts())
                .isEmpty();
    }

    @Test
    void isAPersonsDecisionWhereTheTypeIsNotThatOfASequence() {
        Finding finding = Events.finding(Events.guardDuty(
                "Execution:Runtime/ReverseShell",
                "{'resourceType':'AttackSequence'}",
                "{'resourceRole':'TARGET','archived':false,'detection':{'sequence':{'actors':[],'resources':["
                        + "{'uid':'i-0123456789abcdef0','resourceType':'EC2_INSTANCE'}]}}}"));

        assertThat(finding.doubts()).singleElement().asString().contains("its type is another");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'detection':{'sequence':{'actors':'x','resources':{'uid':1}}}}"})
    void namesNothingWhereItCannotBeRead(String service) {
        Finding finding = Events.finding(Events.guardDuty(
                "AttackSequence:IAM/CompromisedCredentials", "{'resourceType':'AttackSequence'}", service));

        assertThat(finding.targets()).singleElement().isInstanceOf(Target.Unsupported.class);
    }

    private static String key(String id, String principalId) {
        return KEY.replace("AKIAEXAMPLEEXAMPLE01", id).replace("AIDAEXAMPLEEXAMPLE001", principalId);
    }

    private static Finding sequence(String actors, String resources) {
        return Events.finding(Events.guardDuty(
                "AttackSequence:IAM/CompromisedCredentials",
                "{'resourceType':'AttackSequence'}",
                "{'resourceRole':'TARGET','archived':false,'detection':{'sequence':{'actors':[" + actors
                        + "],'resources':[" + resources + "]}}}"));
    }
}
