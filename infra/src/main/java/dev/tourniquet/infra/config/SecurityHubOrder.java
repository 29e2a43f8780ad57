package dev.tourniquet.infra.config;

/** What a person may order in Security Hub, by a custom action on findings. */
public enum SecurityHubOrder {
    CONTAIN("contain", "TourniquetContain"),
    RELEASE("release", "TourniquetRelease");

    private final String key;
    private final String action;

    SecurityHubOrder(String key, String action) {
        this.key = key;
        this.action = action;
    }

    /** As written in cdk.json. */
    public String key() {
        return key;
    }

    /** The id of the custom action, which somebody has to make: CloudFormation cannot. */
    public String action() {
        return action;
    }
}
