package dev.tourniquet.finding;

import java.util.regex.Pattern;

/** What a finding is about, and what a response contains. */
public sealed interface Target {

    /** Identifies the target within its account; part of the case's id. */
    String key();

    /**
     * An EC2 instance.
     *
     * @param containerHost the finding names a container, task or cluster: the instance is a node that others share
     */
    record Instance(String instanceId, boolean containerHost) implements Target {
        @Override
        public String key() {
            return instanceId;
        }
    }

    /**
     * One session of an IAM role. Where EC2 handed out the session, its name is the instance's id, which the holder of
     * the credentials cannot choose; any other name was chosen by whoever assumed the role.
     *
     * @param roleName the role's name without its path
     * @param roleId the role's unique id, {@code AROA...}
     * @param sessionName the part of the principal id after the colon
     */
    record RoleSession(String roleName, String roleId, String sessionName) implements Target {
        private static final Pattern INSTANCE_ID = Pattern.compile("i-[0-9a-f]{8}(?:[0-9a-f]{9})?");

        /** True where the session belongs to an EC2 instance. */
        public boolean ofInstance() {
            return INSTANCE_ID.matcher(sessionName).matches();
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
