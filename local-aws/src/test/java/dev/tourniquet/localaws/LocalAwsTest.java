package dev.tourniquet.localaws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;

final class LocalAwsTest {

    @Test
    void startsResetsAndEnds() {
        long pid;
        try (LocalAws aws = LocalAws.start();
                IamClient iam = aws.client(IamClient.builder())) {
            pid = aws.pid().orElseThrow();
            iam.createUser(request -> request.userName("ada"));
            assertThat(iam.listUsers().users()).hasSize(1);

            aws.reset();

            assertThat(iam.listUsers().users()).isEmpty();
        }
        assertThat(ProcessHandle.of(pid)).isEmpty();
    }
}
