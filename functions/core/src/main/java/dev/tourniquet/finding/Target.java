package dev.tourniquet.finding;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What a finding is about, and what a response contains. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "target")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Target.Instance.class, name = "instance"),
    @JsonSubTypes.Type(value = Target.RoleSession.class, name = "role-session"),
    @JsonSubTypes.Type(value = Target.UserAccessKey.class, name = "user-access-key"),
    @JsonSubTypes.Type(value = Target.UserSession.class, name = "user-session"),
    @JsonSubTypes.Type(value = Target.OtherPrincipal.class, name = "other-principal"),
    @JsonSubTypes.Type(value = Target.Bucket.class, name = "bucket"),
    @JsonSubTypes.Type(value = Target.AccountPublicAccess.class, name = "account-public-access"),
    @JsonSubTypes.Type(value = Target.Unsupported.class, name = "unsupported")
})
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

    /**
     * A long-term key of an IAM user.
     *
     * @param accessKeyId {@code AKIA...}
     * @param userName whose it is, as the finding says
     * @param userId the user's unique id as the finding says, {@code AIDA...}; empty where it says none
     */
    record UserAccessKey(String accessKeyId, String userName, String userId) implements Target {
        @Override
        public String key() {
            return accessKeyId;
        }
    }

    /**
     * Temporary credentials that belong to an IAM user, from GetSessionToken, GetFederationToken or the console. There is
     * no key to switch off, and one such session cannot be told from another of the same user.
     *
     * @param userName whose they are, as the finding says; of a federated user perhaps the name that he was given
     * @param userId {@code AIDA...}; empty where the finding says none
     * @param accessKeyId {@code ASIA...}; empty where the finding says none
     * @param federated from GetFederationToken
     */
    record UserSession(String userName, String userId, String accessKeyId, boolean federated) implements Target {
        @Override
        public String key() {
            return userId.isEmpty() ? accessKeyId : userId;
        }
    }

    /** Somebody whom no policy of this account restrains, or none that a response may write. */
    record OtherPrincipal(Kind kind, String name) implements Target {
        /** Who it is. */
        public enum Kind {
            /** The root user of the account. */
            ROOT,
            /** A principal of another account. */
            AWS_ACCOUNT,
            /** A service of AWS. */
            AWS_SERVICE
        }

        @Override
        public String key() {
            return switch (kind) {
                case ROOT -> "root";
                case AWS_ACCOUNT -> "account-" + name;
                case AWS_SERVICE -> "service-" + name;
            };
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
