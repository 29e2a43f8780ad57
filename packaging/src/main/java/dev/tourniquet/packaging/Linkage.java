package dev.tourniquet.packaging;

import dev.tourniquet.packaging.Jar.Member;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Whether all that the classes of a package name is there. What shrinking took away by mistake would be missed at the first incident. */
final class Linkage {
    private final Map<String, Jar.Type> types = new HashMap<>();

    private Linkage(Collection<Jar> jars) {
        jars.forEach(jar -> types.putAll(jar.types()));
    }

    /** What {@code packaged} classes name, {@code whole} jars have, and {@code packaged} jars have not. */
    static SortedSet<String> missing(Collection<Jar> packaged, Collection<Jar> whole) {
        Linkage after = new Linkage(packaged);
        Linkage before = new Linkage(whole);
        SortedSet<String> missing = new TreeSet<>();
        after.types.forEach((name, type) -> {
            for (Member member : type.named()) {
                if (before.has(member) && !after.has(member)) {
                    missing.add(member + ", named by " + name);
                }
            }
        });
        return missing;
    }

    private boolean has(Member member) {
        return types.containsKey(member.owner()) && declares(member.owner(), member.name());
    }

    /** A class that is in no jar is the JDK's, which has what was compiled against it. */
    private boolean declares(String type, String member) {
        Jar.Type found = types.get(type);
        if (found == null) {
            return !type.equals("java/lang/Object") || OF_EVERY_OBJECT.contains(member);
        }
        return found.members().contains(member)
                || found.parents().stream().anyMatch(parent -> declares(parent, member));
    }

    private static final Set<String> OF_EVERY_OBJECT = Set.of(
            "equals(Ljava/lang/Object;)Z",
            "hashCode()I",
            "toString()Ljava/lang/String;",
            "getClass()Ljava/lang/Class;",
            "clone()Ljava/lang/Object;",
            "notify()V",
            "notifyAll()V",
            "wait()V",
            "wait(J)V",
            "wait(JI)V",
            "finalize()V");
}
