package dev.tourniquet.infra.config;

/** One stack to be: an account, a Region and what applies there. */
public record Deployment(String account, String region, Settings settings) {

    public String stackName() {
        return "Tourniquet-" + account + "-" + region;
    }
}
