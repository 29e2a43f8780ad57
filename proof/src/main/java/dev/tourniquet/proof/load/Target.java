package dev.tourniquet.proof.load;

/**
 * Something that a finding names.
 *
 * @param id an instance id, a session as {@code AROA...:name}, an access key id, or the name of a bucket
 * @param owner the role or user that it belongs to; of an instance its volume; of a bucket nothing
 */
record Target(Kind kind, String id, String owner, String ownerId) {

    /** What there is, and the response that contains it. */
    enum Kind {
        INSTANCE("isolate-instance"),
        SESSION("revoke-sessions"),
        KEY("deactivate-access-key"),
        BUCKET("block-public-access");

        private final String response;

        Kind(String response) {
            this.response = response;
        }

        String response() {
            return response;
        }
    }

    /** The partition key of its cases. */
    String series() {
        return kind.response() + "/" + id;
    }
}
