package dev.tourniquet.replay;

import dev.tourniquet.localaws.LocalAws;
import dev.tourniquet.replay.template.Template;
import dev.tourniquet.replay.template.TemplateReader;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;

/** The templates that tests work with. */
public final class TestTemplates {
    private TestTemplates() {}

    /** A folder with two small templates. */
    public static Path smallAssembly() {
        try {
            return Path.of(Objects.requireNonNull(TestTemplates.class.getResource("/assembly"))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One function that crashes, behind one rule for findings of type Backdoor:EC2/. */
    public static Template small() {
        return TemplateReader.read(TemplateReader.find(smallAssembly(), LocalAws.ACCOUNT), LocalAws.ACCOUNT);
    }

    /** What infra synthesized. */
    public static Template synthesized() {
        return TemplateReader.read(TemplateReader.find(TemplateReader.SYNTHESIZED, LocalAws.ACCOUNT), LocalAws.ACCOUNT);
    }
}
