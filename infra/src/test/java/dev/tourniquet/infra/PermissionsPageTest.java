package dev.tourniquet.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PermissionsPageTest {

    @Test
    void thePageIsThatOfTheTemplate() throws IOException {
        PermissionsPage page = new PermissionsPage(
                Synthesis.shared().template(Synthesis.VIRGINIA).json(),
                Synthesis.shared().stack(Synthesis.VIRGINIA).roles());

        assertThat(Files.readString(Path.of("docs/permissions.md")))
                .as("docs/permissions.md is out of date; renew it with"
                        + " `mvn -q -DskipTests -pl infra -am package -Dpermissions.skip=false`")
                .isEqualTo(page.text());
    }
}
