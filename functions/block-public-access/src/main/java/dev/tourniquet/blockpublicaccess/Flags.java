package dev.tourniquet.blockpublicaccess;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tourniquet.json.Json;
import java.util.Optional;

/**
 * A public access block, of a bucket or of an account. Putting one replaces all four flags.
 *
 * @param blockPublicAcls refuses ACLs that would be public
 * @param ignorePublicAcls ignores ACLs that are
 * @param blockPublicPolicy refuses bucket policies that would be public
 * @param restrictPublicBuckets keeps everybody but the account itself and AWS services out of buckets with a public policy
 */
record Flags(
        boolean blockPublicAcls, boolean ignorePublicAcls, boolean blockPublicPolicy, boolean restrictPublicBuckets) {
    /** Closed. */
    static final Flags ALL = new Flags(true, true, true, true);

    /** As a bucket or an account without a block. */
    static final Flags NONE = new Flags(false, false, false, false);

    /** AWS leaves a flag out that was never set. */
    static Flags of(Boolean publicAcls, Boolean ignoreAcls, Boolean publicPolicy, Boolean restrict) {
        return new Flags(on(publicAcls), on(ignoreAcls), on(publicPolicy), on(restrict));
    }

    /** The flags that a step noted under {@code configuration}; empty where there was no configuration. */
    static Optional<Flags> noted(JsonNode before) {
        JsonNode configuration = before.path("configuration");
        return configuration.isObject() ? Optional.of(Json.as(configuration, Flags.class)) : Optional.empty();
    }

    /**
     * What to restore where a configuration was found first and another one when the resource was contained again: every
     * flag that was on either time. An owner who closed more meanwhile does not get less back. All flags on is what we
     * set ourselves, so it says nothing of him.
     */
    static Optional<Flags> joined(Optional<Flags> first, Optional<Flags> later) {
        if (first.isEmpty() || later.isEmpty()) {
            return first.or(() -> later.filter(flags -> !flags.equals(ALL)));
        }
        return later.get().equals(ALL) ? first : Optional.of(first.get().or(later.get()));
    }

    /** As a step notes it under {@code configuration}. */
    static JsonNode noting(Optional<Flags> flags) {
        return flags.map(Json::tree).orElse(Json.MAPPER.nullNode());
    }

    /** The most restrictive of both, which is what S3 goes by. */
    Flags or(Flags other) {
        return new Flags(
                blockPublicAcls || other.blockPublicAcls,
                ignorePublicAcls || other.ignorePublicAcls,
                blockPublicPolicy || other.blockPublicPolicy,
                restrictPublicBuckets || other.restrictPublicBuckets);
    }

    private static boolean on(Boolean flag) {
        return Boolean.TRUE.equals(flag);
    }
}
