package dev.tourniquet.proof.privilege;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Compares what a role may do with what its function does. */
final class Grants {
    private Grants() {}

    /**
     * What is wrong; empty where grants, calls and explanations agree.
     *
     * @param granted what the role may do
     * @param shown what the function called
     * @param unseen what the role needs although no run can show it
     */
    static List<String> faults(Set<String> granted, Set<String> shown, Set<String> unseen) {
        List<String> faults = new ArrayList<>();
        minus(minus(granted, shown), unseen).forEach(action -> faults.add(action + " is granted and never called"));
        minus(shown, granted).forEach(action -> faults.add(action + " is called and not granted"));
        minus(unseen, granted).forEach(action -> faults.add(action + " is explained and not granted"));
        unseen.stream().filter(shown::contains).forEach(action -> faults.add(action + " is explained and is called"));
        return faults;
    }

    private static Set<String> minus(Set<String> all, Set<String> some) {
        Set<String> rest = new TreeSet<>(all);
        rest.removeAll(some);
        return rest;
    }
}
