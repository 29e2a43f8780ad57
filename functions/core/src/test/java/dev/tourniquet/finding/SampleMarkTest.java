package dev.tourniquet.finding;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SampleMarkTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'sample':true}",
                "{'sample':'true'}",
                "{'type':'default','value':'{\\\"sample\\\":true}'}",
                "{'type':'default','value':{'sample':true}}",
                "{'sample':{}}"
            })
    void seesTheMarkInAdditionalInfo(String info) {
        ObjectNode event = Events.instance("Trojan:EC2/DropPoint", "ACTOR");
        ((ObjectNode) event.at("/detail/service")).set("additionalInfo", Events.json(info));

        assertThat(Events.finding(event).sample()).isTrue();
    }

    /** Neither contained, in case it is one, nor skipped, in case somebody typed the word. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'default','value':'{\\\"sample\\\":true'}",
                "{'type':'default','value':'{\\\"sample\\\":false,\\\"sample\\\":true}'}",
                "{'type':'default','value':'\\\"{sample:true}\\\"'}",
                "{'type':'default','value':[{'sample':true}]}",
                "'{\\\"sample\\\":true}'",
                "[{'sample':true}]"
            })
    void leavesItToAPersonWhereASampleIsSpokenOfInAFormThatCannotBeRead(String info) {
        ObjectNode event = Events.instance("Trojan:EC2/DropPoint", "ACTOR");
        ((ObjectNode) event.at("/detail/service"))
                .set("additionalInfo", Events.json("{'i':" + info + "}").get("i"));

        assertThat(Events.finding(event).sample()).isFalse();
        assertThat(Events.finding(event).doubts())
                .containsExactly("the finding speaks of a sample in a form that cannot be read");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'value':'{}','type':'default'}",
                "{'value':'not JSON'}",
                "{'sample':false}",
                "{'sample':false,'value':''}",
                "{'value':'{\\\"userAgent\\\":\\\"\\\\\\\"sample\\\\\\\":true\\\"}'}"
            })
    void takesAnOrdinaryAdditionalInfoForNoMark(String info) {
        ObjectNode event = Events.instance("Trojan:EC2/DropPoint", "ACTOR");
        ((ObjectNode) event.at("/detail/service")).set("additionalInfo", Events.json(info));

        assertThat(Events.finding(event).sample()).isFalse();
        assertThat(Events.finding(event).doubts()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "IAMUser, AIDAEXAMPLEEXAMPLE001, ''",
        "IAMUser, '', AKIAEXAMPLEEXAMPLE01",
        "AssumedRole, AROAEXAMPLEEXAMPLE001:s, ''"
    })
    void isNotDeceivedByARealPrincipalThatIsNamedLikeAnInventedOne(String type, String principalId, String key) {
        ObjectNode event = Events.accessKey(
                "Recon:IAMUser/TorIPCaller",
                "{'userType':'" + type + "','userName':'GeneratedFindingUserName','principalId':'" + principalId
                        + "','accessKeyId':'" + key + "'}");

        assertThat(Events.finding(event).sample()).isFalse();
    }

    @Test
    void knowsAnInventedBucketWhereverItStandsInTheList() {
        ObjectNode event = Events.guardDuty(
                "Policy:S3/BucketPublicAccessGranted",
                "{'resourceType':'AccessKey','s3BucketDetails':[{'name':'one-bucket'},{'name':'bucketName'}]}",
                "{'archived':false}");

        assertThat(Events.finding(event).sample()).isTrue();
    }

    @Test
    void seesTheMarkInTheTitle() {
        ObjectNode event = Events.instance("Trojan:EC2/DropPoint", "ACTOR");
        ((ObjectNode) event.get("detail")).put("title", "[SAMPLE] The instance is in touch with a drop point.");

        assertThat(Events.finding(event).sample()).isTrue();
    }

    @Test
    void knowsTheInventedResourcesOfSamplesThatLostTheirMark() {
        ObjectNode instance = Events.instance("Trojan:EC2/DropPoint", "ACTOR");
        ((ObjectNode) instance.at("/detail/resource/instanceDetails")).put("instanceId", "i-99999999");

        assertThat(Events.finding(instance).sample()).isTrue();
        assertThat(Events.finding(Events.accessKey(
                                "Recon:IAMUser/TorIPCaller",
                                "{'userType':'IAMUser','userName':'GeneratedFindingUserName'}"))
                        .sample())
                .isTrue();
    }

    /** Whoever may create a user or a role chooses its name; the ids beside it are AWS's. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'userType':'IAMUser','userName':'GeneratedFindingUserName','accessKeyId':'AKIAIOSFODNN7EXAMPLE'}",
                "{'userType':'IAMUser','userName':'GeneratedFindingUserName','principalId':'AIDACKCEVSQ6C2EXAMPLE'}",
                "{'userType':'AssumedRole','userName':'GeneratedFindingRole','principalId':'AROACKCEVSQ6C2EXAMPLE:GeneratedFinding'}"
            })
    void sparesNobodyForHavingTheNameOfASample(String details) {
        assertThat(Events.finding(Events.accessKey("Recon:IAMUser/TorIPCaller", details))
                        .sample())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"accessKeyId", "principalId", "userName"})
    void knowsASampleByEachOfItsInventedIdsAlone(String field) {
        assertThat(Events.finding(Events.accessKey(
                                "Recon:IAMUser/TorIPCaller",
                                "{'userType':'IAMUser','" + field + "':'GeneratedFindingX'}"))
                        .sample())
                .isTrue();
    }

    /** Wherever a finding quotes its actor: a user agent, a host name, a tag, a session, a description. */
    @Test
    void takesNothingThatAnActorSaysForTheMark() {
        ObjectNode event = Events.accessKey(
                "Recon:IAMUser/TorIPCaller",
                "{'userType':'AssumedRole','userName':'[SAMPLE]','principalId':'AROACKCEVSQ6C2EXAMPLE:sample'}");
        ObjectNode detail = (ObjectNode) event.get("detail");
        detail.put("description", "[SAMPLE] {\"sample\":true}");
        detail.put("title", "The user agent [SAMPLE] was seen. [SAMPLE]");
        ObjectNode service = (ObjectNode) detail.get("service");
        service.set(
                "additionalInfo",
                Events.json(
                        "{'type':'default','value':'{\\\"userAgent\\\":{\\\"fullUserAgent\\\":\\\"sample true\\\"}}'}"));
        service.set("action", Events.json("{'awsApiCallAction':{'userAgent':'{sample:true}','sample':true}}"));
        service.put("sample", true);

        assertThat(Events.finding(event).sample()).isFalse();
    }
}
