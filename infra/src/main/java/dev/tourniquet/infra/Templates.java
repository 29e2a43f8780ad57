package dev.tourniquet.infra;

import dev.tourniquet.infra.config.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.App;

/**
 * Templates that are read and never deployed: replay plays events by them, tests and docs/permissions.md look at them. A folder stands
 * in for the package of every function, so that none has to be built for them; all else is as it is deployed.
 */
final class Templates {
    /** Context key of a folder that is taken for the package of every function. */
    static final String STAND_IN = "tourniquet:stand-in";

    private Templates() {}

    /**
     * {@code <folder> <folder>}: synthesizes what cdk.json says into the first, the stack with every option into the second. Does
     * nothing where the CDK command line asks for an assembly, since that reads neither.
     */
    public static void main(String[] arguments) throws IOException {
        if (!TourniquetApp.isAskedForByCdk()) {
            App app = app(Path.of(arguments[0]), context());
            TourniquetApp.addStacks(app);
            app.synth();
            EveryOption.synthesize(Path.of(arguments[1]));
            // Without it nobody deploys functions that are none, by `cdk deploy --app`.
            for (String folder : arguments) {
                Files.delete(Path.of(folder, "manifest.json"));
            }
        }
    }

    /** Synthesizes stacks; those come with it. */
    static List<ResponderStack> synthesize(Path assembly, List<Deployment> deployments) {
        App app = app(assembly, context());
        List<ResponderStack> stacks = TourniquetApp.addStacks(app, deployments);
        app.synth();
        return stacks;
    }

    /** An app that writes templates only. */
    static App app(Path assembly, Map<String, Object> context) {
        return App.Builder.create()
                .analyticsReporting(false)
                .outdir(assembly.toString())
                .context(context)
                .build();
    }

    /** The context of cdk.json, without what only a deployment needs: the packages, and copies of them beside the template. */
    static Map<String, Object> context() {
        Map<String, Object> context = CdkJson.context();
        context.put(STAND_IN, "infra/src/stand-in");
        context.put("aws:cdk:disable-asset-staging", true);
        return context;
    }
}
