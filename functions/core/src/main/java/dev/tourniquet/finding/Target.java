package dev.tourniquet.finding;

/** What a finding is about, and what a response contains. */
public sealed interface Target {

    /** Identifies the target within its account; part of the case's id. */
    String key();

    /**
     * An EC2 instance.
     *
     * @param containerHost the finding names a container, task or cluster: the instance is a node that others share
     * @param credentialsTaken the finding is about this instance's credentials, which are used elsewhere
     */
    record Instance(String instanceId, boolean containerHost, boolean credentialsTaken) implements Target {
        /** An instance that the finding itself is about. */
        public Instance(String instanceId, boolean containerHost) {
            this(instanceId, containerHost, false);
        }

        @Override
        public String key() {
            return instanceId;
        }
    }

    /**
     * One session of an IAM role. EC2 names the sessions that it hands out after the instance; whoever may assume the
     * role himself can choose any name, that of an instance too.
     *
     * @param roleName the role's name without its path
     * @param roleId the role's unique id, {@code AROA...}
     * @param sessionName the part of the principal id after the colon
     */
    record RoleSession(String roleName, String roleId, String sessionName) implements Target {
        /** True where the session is named after an EC2 instance. */
        public boolean ofInstance() {
            return Fields.INSTANCE_ID.matcher(sessionName).matches();
        }

        /** The session's {@code aws:userId}. */
        public String userId() {
            return roleId + ":" + sessionName;
        }

        /** The session where it alone can be revoked, otherwise the role. */
        @Override
        public String key() {
            return ofInstance() ? userId() : roleId;
        }
    }

    /** A long-term or temporary key of an IAM user. */
    record UserAccessKey(String accessKeyId, String userName) implements Target {
        @Override
        public String key() {
            return accessKeyId;
        }
    }

    /** A general purpose S3 bucket, in whichever Region. */
    record Bucket(String name) implements Target {
        @Override
        public String key() {
            return name;
        }
    }

    /** The account's own S3 public access block. */
    record AccountPublicAccess(String accountId) implements Target {
        @Override
        public String key() {
            return accountId;
        }
    }

    /** Something that no response contains, with the reason. */
    record Unsupported(String kind, String key, String reason) implements Target {}
}
