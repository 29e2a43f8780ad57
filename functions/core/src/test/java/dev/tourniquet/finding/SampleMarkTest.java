package dev.tourniquet.finding;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleMarkTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'sample':true}",
                "{'sample':'true'}",
                "{'type':'default','value':'{\\\"sample\\\":true}'}",
                "{'type':'default','value':{'sample':true}}",
                "{'type':'default','value':'{\\\"sample\\\":true'}",
                "{'type':'default','value':'{\\\"sample\\\":false,\\\"sample\\\":true}'}",
                "{'sample':{}}"
            })
    void seesTheMarkInAdditionalInfo(String info) {
        ObjectNode event = Events.instance("Trojan:EC2/DropPoint", "ACTOR");
        ((ObjectNode) event.at("/detail/service")).set("additionalInfo", Events.json(info));

        assertThat(Events.finding(event).sample()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'value':'{}','type':'default'}", "{'value':'not JSON'}", "{'sample':false}"})
    void takesAnOrdinaryAdditionalInfoForNoMark(String info) {
        ObjectNode event = Events.instance("Trojan:EC2/DropPoint", "ACTOR");
        ((ObjectNode) event.at("/detail/service")).set("additionalInfo", Events.json(info));

        assertThat(Events.finding(event).sample()).isFalse();
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
}
