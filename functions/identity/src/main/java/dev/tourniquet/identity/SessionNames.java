package dev.tourniquet.identity;

import dev.tourniquet.finding.Target.RoleSession;
import java.util.regex.Pattern;

/**
 * The names of sessions, which whoever assumes a role chooses. A person may copy these into a command or a policy, so one
 * of any other form than AWS STS demands is never printed.
 */
public final class SessionNames {
    private static final Pattern SESSION_NAME = Pattern.compile("[\\w+=,.@-]{2,64}");

    private SessionNames() {}

    /** The session's name. */
    public static String name(RoleSession session) {
        return wellFormed(session) ? session.sessionName() : "(a session name that AWS would not accept)";
    }

    /** The session's {@code aws:userId}, as a value for a policy. */
    public static String userId(RoleSession session) {
        return wellFormed(session) ? session.userId() : session.roleId() + ":*";
    }

    private static boolean wellFormed(RoleSession session) {
        return SESSION_NAME.matcher(session.sessionName()).matches();
    }
}
