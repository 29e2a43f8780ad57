package dev.tourniquet.infra.config;

import java.util.List;

/**
 * How much happens without a person, and how long he has to decide.
 *
 * @param hourlyLimit     containments of one response within an hour; beyond it cases wait for approval
 * @param sharedLimit     the same on resources that share the value of one of {@code sharedTags}
 * @param sharedTags      keys of tags that name what belongs together
 * @param approvalMinutes how long a plan that was shown can be approved
 */
public record Controls(int hourlyLimit, int sharedLimit, List<String> sharedTags, int approvalMinutes) {
    /** More would not fit into one item of the ledger. */
    static final int MOST = 500;

    public Controls {
        sharedTags = List.copyOf(sharedTags);
    }

    /**
     * 30 an hour is more than a team can look at, and less than what a false rule does to a fleet; 5 of one Auto Scaling group
     * leave most services standing.
     */
    public static Controls defaults() {
        return new Controls(30, 5, List.of("aws:autoscaling:groupName"), 240);
    }
}
