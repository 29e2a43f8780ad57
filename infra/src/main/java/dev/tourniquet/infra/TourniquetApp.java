package dev.tourniquet.infra;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.infra.config.ConfigReader;
import dev.tourniquet.infra.config.ConfigurationException;
import dev.tourniquet.infra.config.Deployment;
import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import java.util.List;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Aspects;

/** The CDK app: one stack per account and Region that cdk.json names. */
public final class TourniquetApp {

    private TourniquetApp() {}

    /**
     * Synthesizes what is deployed. The CDK command line says where and with which context (CDK_OUTDIR, CDK_CONTEXT_JSON);
     * without it, the first argument says where, and the context is that of cdk.json in the working directory.
     */
    public static void main(String[] arguments) {
        App.Builder builder = App.Builder.create().analyticsReporting(false);
        if (!isAskedForByCdk()) {
            builder.outdir(arguments[0]);
        }
        if (System.getenv("CDK_CONTEXT_JSON") == null) {
            builder.context(CdkJson.context());
        }
        App app = builder.build();
        addStacks(app);
        app.synth();
    }

    /** True where the CDK command line waits for an assembly: it says where it wants that. */
    static boolean isAskedForByCdk() {
        return System.getenv("CDK_OUTDIR") != null;
    }

    /** Adds the stacks that the app's context asks for, or ends this program with a message where it makes no sense. */
    static void addStacks(App app) {
        try {
            addStacks(app, deployments(app));
        } catch (ConfigurationException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    static List<Deployment> deployments(App app) {
        JsonNode account = CdkJson.value(app, "account");
        return ConfigReader.read(CdkJson.value(app, "tourniquet"), account == null ? null : account.asText());
    }

    static List<ResponderStack> addStacks(App app, List<Deployment> deployments) {
        Aspects.of(app).add(AwsSolutionsChecks.Builder.create().build());
        return deployments.stream()
                .map(deployment -> new ResponderStack(app, deployment))
                .toList();
    }
}
