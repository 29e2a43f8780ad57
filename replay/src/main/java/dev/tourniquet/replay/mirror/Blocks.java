package dev.tourniquet.replay.mirror;

import com.fasterxml.jackson.databind.JsonNode;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;

/** Public access blocks: {@code "all"}, or an object of the four flags. */
final class Blocks {
    private Blocks() {}

    /** As a bucket has it. */
    static PublicAccessBlockConfiguration ofBucket(JsonNode block) {
        return PublicAccessBlockConfiguration.builder()
                .blockPublicAcls(flag(block, "blockPublicAcls"))
                .ignorePublicAcls(flag(block, "ignorePublicAcls"))
                .blockPublicPolicy(flag(block, "blockPublicPolicy"))
                .restrictPublicBuckets(flag(block, "restrictPublicBuckets"))
                .build();
    }

    /** As an account has it. */
    static software.amazon.awssdk.services.s3control.model.PublicAccessBlockConfiguration ofAccount(JsonNode block) {
        return software.amazon.awssdk.services.s3control.model.PublicAccessBlockConfiguration.builder()
                .blockPublicAcls(flag(block, "blockPublicAcls"))
                .ignorePublicAcls(flag(block, "ignorePublicAcls"))
                .blockPublicPolicy(flag(block, "blockPublicPolicy"))
                .restrictPublicBuckets(flag(block, "restrictPublicBuckets"))
                .build();
    }

    private static boolean flag(JsonNode block, String name) {
        return block.asText("").equals("all") || block.path(name).asBoolean();
    }
}
