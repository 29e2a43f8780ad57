package dev.tourniquet.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tourniquet.infra.config.ConfigurationException;
import org.junit.jupiter.api.Test;

class PlaceTest {

    @Test
    void aRegionBringsItsPartitionAndDomain() {
        assertThat(Place.of("123456789012", "us-gov-west-1"))
                .isEqualTo(new Place("aws-us-gov", "amazonaws.com", "us-gov-west-1", "123456789012"));
    }

    @Test
    void aNameProtectsRoleAndUserAndAnArnWhatItNames() {
        Place place = Place.of("123456789012", "us-east-1");

        assertThat(place.roles("Ops*"))
                .containsExactly("arn:aws:iam::123456789012:role/Ops*", "arn:aws:iam::123456789012:role/*/Ops*");
        assertThat(place.users("Ops*"))
                .containsExactly("arn:aws:iam::123456789012:user/Ops*", "arn:aws:iam::123456789012:user/*/Ops*");
        assertThat(place.roles("arn:aws:iam::*:user/ops/alice")).isEmpty();
        assertThat(place.users("arn:aws:iam::*:user/ops/alice")).containsExactly("arn:aws:iam::*:user/ops/alice");
        assertThat(place.users("arn:aws:iam::*:role/Ops")).isEmpty();
    }

    @Test
    void aMisspeltRegionIsAnErrorThatNamesTheKey() {
        assertThatThrownBy(() -> Place.of("123456789012", "us-esat-1"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("tourniquet.accounts.123456789012.regions.us-esat-1: ");
    }
}
