package dev.tourniquet.infra;

import dev.tourniquet.infra.config.Deployment;
import dev.tourniquet.infra.config.Notifications;
import dev.tourniquet.infra.config.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.App;

/** The stack of the example account with all options on and a protected principal: the widest roles that there are. */
final class EveryOption {

    static final Deployment DEPLOYMENT = new Deployment(
            "123456789012",
            "us-east-1",
            Settings.defaults()
                    .withProtectedPrincipals(List.of("BreakGlass"))
                    .withHarderCuts()
                    .withSecurityHubOrders()
                    .withNotifications(new Notifications(
                            Notifications.defaults().outcomes(),
                            1,
                            "arn:aws:secretsmanager:us-east-1:123456789012:secret:tourniquet/slack-AbCdEf",
                            true)));

    private EveryOption() {}

    /** Synthesizes into a folder. */
    static ResponderStack synthesize(Path assembly) {
        Map<String, Object> context = CdkJson.context(Path.of("cdk.json"));
        // Nobody deploys it, so it needs neither the functions' jars beside it nor the CDK's validation.
        context.put("aws:cdk:disable-asset-staging", true);
        context.put("@aws-cdk/core:validateAgainstDefaultRules", false);
        App app = App.Builder.create()
                .analyticsReporting(false)
                .outdir(assembly.toString())
                .context(context)
                .build();
        ResponderStack stack = TourniquetApp.addStacks(app, List.of(DEPLOYMENT)).getFirst();
        app.synth();
        return stack;
    }
}
