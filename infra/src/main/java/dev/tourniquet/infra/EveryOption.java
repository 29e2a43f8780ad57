package dev.tourniquet.infra;

import dev.tourniquet.infra.config.Deployment;
import dev.tourniquet.infra.config.Notifications;
import dev.tourniquet.infra.config.Settings;
import java.nio.file.Path;
import java.util.List;

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
        return Templates.synthesize(assembly, List.of(DEPLOYMENT)).getFirst();
    }
}
