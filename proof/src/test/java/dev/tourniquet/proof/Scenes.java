package dev.tourniquet.proof;

import dev.tourniquet.localaws.LocalAws;
import dev.tourniquet.replay.template.Template;
import dev.tourniquet.replay.template.TemplateReader;
import java.nio.file.Path;

/** The scenes of {@code proof/scenes}, with the functions of the template as it was synthesized. */
public final class Scenes {
    private Scenes() {}

    static Scene scene(String name) {
        return SceneFile.read(Path.of("proof", "scenes", name + ".json"), template());
    }

    /** What infra synthesized. */
    public static Template template() {
        return TemplateReader.read(TemplateReader.find(TemplateReader.SYNTHESIZED, LocalAws.ACCOUNT), LocalAws.ACCOUNT);
    }
}
