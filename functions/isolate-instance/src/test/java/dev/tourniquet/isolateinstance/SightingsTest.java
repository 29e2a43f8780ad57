package dev.tourniquet.isolateinstance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.IpPermission;

/** What was seen counts for seconds only, so that nothing is carried from one event to a later one. */
final class SightingsTest {
    private static final QuarantineGroup EMPTY =
            new QuarantineGroup("sg-q", QuarantineGroup.NAME, "vpc-1", true, List.of(), List.of());

    private Instant now = Instant.parse("2026-06-08T03:15:00Z");
    private final Sightings sightings = new Sightings(() -> now);

    @Test
    void trustsWhatWasReadForThePlan() {
        sightings.group("vpc-1", Optional.of(EMPTY));
        sightings.attached("eni-1", "i-1", List.of("sg-app"));

        assertThat(sightings.emptyGroup("vpc-1")).contains("sg-q");
        assertThat(sightings.groupsOf("eni-1", "i-1")).contains(List.of("sg-app"));
        assertThat(sightings.groupsOf("eni-1", "i-2")).isEmpty();
    }

    @Test
    void trustsNothingThatIsOlderThanFiveSeconds() {
        sightings.group("vpc-1", Optional.of(EMPTY));
        sightings.attached("eni-1", "i-1", List.of("sg-app"));

        now = now.plusSeconds(5);

        assertThat(sightings.emptyGroup("vpc-1")).isEmpty();
        assertThat(sightings.groupsOf("eni-1", "i-1")).isEmpty();
    }

    @Test
    void forgetsAGroupThatIsGoneOrHasRules() {
        QuarantineGroup open = new QuarantineGroup(
                "sg-q",
                QuarantineGroup.NAME,
                "vpc-2",
                true,
                List.of(IpPermission.builder().build()),
                List.of());
        sightings.group("vpc-1", Optional.of(EMPTY));

        sightings.group("vpc-1", Optional.empty());
        sightings.group("vpc-2", Optional.of(open));

        assertThat(sightings.emptyGroup("vpc-1")).isEmpty();
        assertThat(sightings.emptyGroup("vpc-2")).isEmpty();
    }

    @Test
    void forgetsAnInterfaceThatItIsAboutToMove() {
        sightings.attached("eni-1", "i-1", List.of("sg-app"));

        sightings.moved("eni-1");

        assertThat(sightings.groupsOf("eni-1", "i-1")).isEmpty();
    }
}
