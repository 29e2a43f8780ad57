package dev.tourniquet.infra.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigReaderTest {

    @Test
    void aNewAccountObserves() {
        Settings settings = only("{'accounts':{'123456789012':{'regions':{'us-east-1':{}}}}}");

        assertThat(settings).isEqualTo(Settings.defaults());
        assertThat(settings.modes()).isEqualTo(Modes.of(Mode.OBSERVE));
    }

    @Test
    void theRegionOverridesTheAccountAndTheAccountTheDefaults() {
        List<Deployment> deployments = read("""
                {'defaults': {'logRetentionDays': 30, 'exemptionTag': 'a'},
                 'accounts': {'123456789012': {'exemptionTag': 'b', 'mode': 'enforce',
                   'regions': {'eu-west-1': {}, 'us-east-1': {'mode': 'observe'}}}}}
                """);

        assertThat(deployments)
                .extracting(
                        Deployment::region,
                        d -> d.settings().modes(),
                        d -> d.settings().exemptions().tag(),
                        d -> d.settings().logRetentionDays())
                .containsExactly(
                        tuple("eu-west-1", Modes.of(Mode.ENFORCE), "b", 30),
                        tuple("us-east-1", Modes.of(Mode.OBSERVE), "b", 30));
    }

    @Test
    void thresholdsAreOverriddenOneByOne() {
        Settings settings = only("""
                {'accounts': {'123456789012': {'severity': {'isolate-instance': {'Backdoor:EC2/': 4.5}},
                   'roleWideSeverity': {'default': 8}, 'regions': {'us-east-1': {}}}}}
                """);

        assertThat(settings.severityOf(Response.ISOLATE_INSTANCE))
                .isEqualTo(Severity.of(7)
                        .with("UnauthorizedAccess:EC2/MaliciousIPCaller.Custom", 5)
                        .with("Backdoor:EC2/", 4.5));
        assertThat(settings.severityOf(Response.REVOKE_SESSIONS)).isEqualTo(Severity.of(4));
        assertThat(settings.roleWideSeverity()).isEqualTo(Severity.of(8));
    }

    @Test
    void noSectionTakesProtectionAway() {
        Settings settings = only("""
                {'defaults': {'protectedPrincipals': ['BreakGlass']},
                 'accounts': {'123456789012': {'protectedPrincipals': ['Auditor*'], 'regions': {'us-east-1':
                   {'protectedPrincipals': []}}}}}
                """);

        assertThat(settings.protectedPrincipals()).containsExactly("BreakGlass", "Auditor*");
    }

    @Test
    void whatTakesMoreAwayIsOffUntilItIsAskedFor() {
        assertThat(Settings.defaults().cutConnections()).isFalse();
        assertThat(Settings.defaults().disassociateElasticIps()).isFalse();

        Settings settings = only("""
                {'accounts': {'123456789012': {'cutConnections': true, 'regions': {'us-east-1':
                   {'disassociateElasticIps': true}}}}}
                """);

        assertThat(settings.cutConnections()).isTrue();
        assertThat(settings.disassociateElasticIps()).isTrue();
    }

    @Test
    void oneAccountCanBeSelected() {
        JsonNode config = json(
                "{'accounts':{'123456789012':{'regions':{'us-east-1':{}}},'210987654321':{'regions':{'us-east-1':{}}}}}");

        assertThat(ConfigReader.read(config, "210987654321"))
                .extracting(Deployment::stackName)
                .containsExactly("Tourniquet-210987654321-us-east-1");
        assertThatThrownBy(() -> ConfigReader.read(config, "999999999999"))
                .hasMessage("account: \"999999999999\" is not in tourniquet.accounts: [123456789012, 210987654321]");
    }

    @Test
    void anErrorInAnAccountThatIsNotSelectedIsAnErrorToo() {
        JsonNode config = json(
                "{'accounts':{'123456789012':{'mode':'of','regions':{}},'210987654321':{'regions':{'us-east-1':{}}}}}");

        assertThatThrownBy(() -> ConfigReader.read(config, "210987654321"))
                .hasMessageStartingWith("tourniquet.accounts.123456789012.mode: ");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    mode                | 'enforced'             | mode: "enforced" is not one of off, observe, approve, enforce
                    mode                | true                   | mode: true is neither a mode nor modes by response
                    modus               | 'observe'              | modus: unknown key; known here are responses, mode, limits, securityHubOrders, severity, roleWideSeverity, exemptionTag, tagExemptions, exemptResources, protectedPrincipals, cutConnections, disassociateElasticIps, notificationAddress, notifications, permissionsBoundary, logRetentionDays, reservedConcurrency, regions
                    responses           | ['isolate']            | responses[0]: "isolate" is not one of isolate-instance, revoke-sessions, deactivate-access-key, block-public-access
                    responses           | []                     | responses: is empty; leave the Region out to run nothing there
                    responses           | 'isolate-instance'     | responses: "isolate-instance" is not a list
                    severity            | {'isolate-instance':7} | severity.isolate-instance: 7 is not an object
                    severity            | {'isolate':{}}         | severity.isolate: unknown key; known here are isolate-instance, revoke-sessions, deactivate-access-key, block-public-access
                    severity            | {'block-public-access':{'default':11}} | severity.block-public-access.default: 11 is not a number from 1 to 10
                    severity            | {'isolate-instance':{'Backdoor:S3/':5}} | severity.isolate-instance.Backdoor:S3/: no finding type that reaches isolate-instance starts like this
                    roleWideSeverity    | {'default':'high'}     | roleWideSeverity.default: "high" is not a number from 1 to 10
                    exemptionTag        | 'aws:exempt'           | exemptionTag: "aws:exempt" is not a tag key
                    protectedPrincipals | ['a,b']                | protectedPrincipals[0]: "a,b" is not the name or ARN of a role or user (letters, digits, +=.@- and *, not * alone)
                    protectedPrincipals | ['**']                 | protectedPrincipals[0]: "**" is not the name or ARN of a role or user (letters, digits, +=.@- and *, not * alone)
                    protectedPrincipals | ['arn:aws:iam::123456789012:group/Admins'] | protectedPrincipals[0]: "arn:aws:iam::123456789012:group/Admins" is not the name or ARN of a role or user (letters, digits, +=.@- and *, not * alone)
                    tagExemptions       | 'false'                | tagExemptions: "false" is neither true nor false
                    cutConnections      | 1                      | cutConnections: 1 is neither true nor false
                    disassociateElasticIps | null                | disassociateElasticIps: null is neither true nor false
                    exemptResources     | 'i-0123456789abcdef0'  | exemptResources: "i-0123456789abcdef0" is not a list
                    notificationAddress | 'security'             | notificationAddress: "security" is not an e-mail address
                    notifications       | {'slack':true}         | notifications.slack: unknown key; known here are outcomes, fromSeverity, slackSecret, securityHub
                    notifications       | {'outcomes':[]}        | notifications.outcomes: is empty: nobody would hear of a containment; to hear of grave ones only, raise fromSeverity
                    notifications       | {'outcomes':['DONE']}  | notifications.outcomes[0]: "DONE" is not one of FAILED, PARTIAL, REFUSED, AWAITING_APPROVAL, CONTAINED, ALREADY_CONTAINED, DRY_RUN, NOTHING_TO_DO, SKIPPED
                    notifications       | {'fromSeverity':0}     | notifications.fromSeverity: 0 is not a number from 1 to 10
                    notifications       | {'securityHub':'on'}   | notifications.securityHub: "on" is neither true nor false
                    notifications       | {'slackSecret':'https://hooks.slack.com/services/T/B/x'} | notifications.slackSecret: "https://hooks.slack.com/services/T/B/x" is not the whole ARN of a secret, with the six characters that Secrets Manager adds to its name; the webhook itself never belongs here
                    mode                | {'isolate':'off'}      | mode.isolate: unknown key; known here are default, isolate-instance, revoke-sessions, deactivate-access-key, block-public-access
                    mode                | {'default':'on'}       | mode.default: "on" is not one of off, observe, approve, enforce
                    mode                | {'default':{'high':'off'}} | mode.default.high: a severity is a number from 1 to 10
                    mode                | {'default':{}}         | mode.default: is empty; off does nothing
                    limits              | {'hourly':0}           | limits.hourly: 0 is not a whole number from 1 to 500
                    limits              | {'daily':5}            | limits.daily: unknown key; known here are hourly, shared, sharedTags, approvalMinutes
                    limits              | {'approvalMinutes':1}  | limits.approvalMinutes: 1 is not a whole number from 5 to 10080
                    limits              | {'sharedTags':[';']}   | limits.sharedTags[0]: ";" is not a tag key
                    securityHubOrders   | ['isolate']            | securityHubOrders[0]: "isolate" is not one of contain, release
                    permissionsBoundary | 'boundary'             | permissionsBoundary: "boundary" is not the ARN of a managed policy
                    reservedConcurrency | 2.5                    | reservedConcurrency: 2.5 is not a whole number from 0 to 100
                    regions             | {'virginia':{}}        | regions.virginia: the key is not a Region
                    regions             | {'us-east-1':{'modes':'observe'}} | regions.us-east-1.modes: unknown key; known here are responses, mode, limits, securityHubOrders, severity, roleWideSeverity, exemptionTag, tagExemptions, exemptResources, protectedPrincipals, cutConnections, disassociateElasticIps, notificationAddress, notifications, permissionsBoundary, logRetentionDays, reservedConcurrency
                    """, quoteCharacter = '`')
    void anErrorNamesTheWholePathOfTheKey(String key, String value, String message) {
        String regions = key.equals("regions") ? "" : ",'regions':{}";

        assertThatThrownBy(() -> read("{'accounts':{'123456789012':{'%s':%s%s}}}".formatted(key, value, regions)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("tourniquet.accounts.123456789012." + message);
    }

    @Test
    void retentionIsOneOfThePeriodsThatCloudWatchLogsKnows() {
        assertThatThrownBy(() -> read("{'defaults':{'logRetentionDays':31},'accounts':{}}"))
                .hasMessageStartingWith("tourniquet.defaults.logRetentionDays: 31 is not one of 1, 3, 5, 7, 14, 30");
    }

    @Test
    void modesAreGivenByResponseAndSeverityAndOverriddenOneByOne() {
        Modes modes = only("""
                {'defaults': {'mode': {'default': {'4': 'observe', '7': 'approve', '8.5': 'enforce'},
                                       'block-public-access': 'enforce'}},
                 'accounts': {'123456789012': {'mode': {'isolate-instance': 'off'}, 'regions': {'us-east-1': {}}}}}
                """).modes();

        assertThat(modes.text(Response.REVOKE_SESSIONS))
                .isEqualTo("{\"4\":\"observe\",\"7\":\"approve\",\"8.5\":\"enforce\"}");
        assertThat(modes.text(Response.BLOCK_PUBLIC_ACCESS)).isEqualTo("enforce");
        assertThat(modes.text(Response.ISOLATE_INSTANCE)).isEqualTo("off");
        assertThat(modes.changes(Response.ISOLATE_INSTANCE)).isFalse();
        assertThat(modes.changes(Response.REVOKE_SESSIONS)).isTrue();
    }

    @Test
    void oneModeForEverythingReplacesWhatWasSaidByResponse() {
        Modes modes = only("""
                {'defaults': {'mode': {'default': 'observe', 'revoke-sessions': 'enforce'}},
                 'accounts': {'123456789012': {'mode': 'observe', 'regions': {'us-east-1': {}}}}}
                """).modes();

        assertThat(modes).isEqualTo(Modes.of(Mode.OBSERVE));
    }

    @Test
    void limitsAreOverriddenOneByOne() {
        Settings settings = only("""
                {'defaults': {'limits': {'hourly': 10, 'shared': 2}},
                 'accounts': {'123456789012': {'limits': {'sharedTags': ['service'], 'approvalMinutes': 60},
                   'regions': {'us-east-1': {}}}}}
                """);

        assertThat(settings.controls()).isEqualTo(new Controls(10, 2, List.of("service"), 60));
    }

    @Test
    void notificationsAreOverriddenKeyByKey() {
        Settings settings = only("""
                {'defaults': {'notifications': {'fromSeverity': 4, 'securityHub': true}},
                 'accounts': {'123456789012': {'notifications': {'outcomes': ['FAILED']}, 'regions': {'us-east-1':
                   {'notifications': {'fromSeverity': 7}}}}}}
                """);

        assertThat(settings.notifications()).isEqualTo(new Notifications(Set.of(Outcome.FAILED), 7, null, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"us-east-1:210987654321", "eu-west-1:123456789012"})
    void aSecretOfAnotherAccountOrRegionIsRefused(String place) {
        assertThatThrownBy(() -> read("""
                        {'defaults': {'notifications': {'slackSecret': 'arn:aws:secretsmanager:%s:secret:slack-AbCdEf'}},
                         'accounts': {'123456789012': {'regions': {'us-east-1': {}}}}}
                        """.formatted(place)))
                .hasMessageStartingWith("tourniquet.accounts.123456789012.regions.us-east-1: ")
                .hasMessageContaining("not of this account and Region");
    }

    @Test
    void aBoundaryOfAnotherAccountIsRefused() {
        assertThatThrownBy(() -> read("""
                        {'defaults': {'permissionsBoundary': 'arn:aws:iam::210987654321:policy/boundary'},
                         'accounts': {'123456789012': {'regions': {'us-east-1': {}}}}}
                        """))
                .hasMessageStartingWith("tourniquet.accounts.123456789012.regions.us-east-1: ")
                .hasMessageContaining("belongs to another account");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {}                                | tourniquet: the key accounts is missing
                    {'accounts':{'prod':{}}}          | tourniquet.accounts.prod: the key is not a 12-digit account id
                    {'accounts':{'123456789012':{}}}  | tourniquet.accounts.123456789012: the key regions is missing
                    {'accounts':[]}                   | tourniquet.accounts: [] is not an object
                    {'default':{}}                    | tourniquet.default: unknown key; known here are defaults, accounts
                    """, quoteCharacter = '`')
    void theFrameOfTheConfigurationIsCheckedToo(String config, String message) {
        assertThatThrownBy(() -> read(config)).hasMessage(message);
    }

    @Test
    void aMissingConfigurationSaysWhereItBelongs() {
        assertThatThrownBy(() -> ConfigReader.read(null, null)).hasMessage("context.tourniquet: missing in cdk.json");
    }

    private static Settings only(String config) {
        return read(config).getFirst().settings();
    }

    private static List<Deployment> read(String config) {
        return ConfigReader.read(json(config), null);
    }

    private static JsonNode json(String config) {
        try {
            return new ObjectMapper().readTree(config.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
