package dev.tourniquet.proof.privilege;

import dev.tourniquet.localaws.LocalAws;
import dev.tourniquet.localaws.policy.Request;
import dev.tourniquet.replay.template.Template;
import dev.tourniquet.replay.world.Clients;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Plays acts, and keeps what they show: which actions a function calls, what IAM is asked, and in which act. */
final class Shown implements AutoCloseable {
    private final LocalAws trunk;
    private final List<Ground> grounds = new ArrayList<>();
    private final Map<String, Map<String, Ground>> byAction = new HashMap<>();
    private final Map<Ground, Set<String>> byGround = new HashMap<>();
    private final Map<String, Set<Request>> requests = new HashMap<>();

    Shown(Template template, List<Act> acts) {
        trunk = LocalAws.fresh(Clients.services());
        for (Act act : acts) {
            Ground ground = new Ground(trunk, template, act);
            grounds.add(ground);
            List<MadeCall> calls = ground.run().calls();
            Names names = Names.of(ground.world().clients(), template.account(), template.region());
            calls.forEach(call -> keep(ground, call, new Requests(names)));
        }
    }

    private void keep(Ground ground, MadeCall call, Requests asked) {
        String function = ground.act().function();
        for (String action : Actions.of(call)) {
            byGround.computeIfAbsent(ground, _ -> new TreeSet<>()).add(action);
            byAction.computeIfAbsent(function, _ -> new TreeMap<>()).putIfAbsent(action, ground);
        }
        requests.computeIfAbsent(function, _ -> new LinkedHashSet<>()).addAll(asked.of(call));
    }

    /** The acts that show nothing which another does not show as well. */
    List<Act> idle() {
        return grounds.stream()
                .filter(ground -> byGround.get(ground).stream()
                        .allMatch(action -> grounds.stream()
                                .filter(other -> other.act()
                                        .function()
                                        .equals(ground.act().function()))
                                .filter(other -> other != ground)
                                .anyMatch(other -> byGround.get(other).contains(action))))
                .map(Ground::act)
                .toList();
    }

    /** The functions whose acts were played. */
    Set<String> functions() {
        return new TreeSet<>(byAction.keySet());
    }

    /** The actions that a function called. */
    Set<String> actions(String function) {
        return byAction.getOrDefault(function, Map.of()).keySet();
    }

    /** What IAM was asked for a function, each once. */
    Set<Request> requests(String function) {
        return requests.getOrDefault(function, Set.of());
    }

    /** The first act in which a function made a call that needs this action. */
    Ground ground(String function, String action) {
        return byAction.get(function).get(action);
    }

    @Override
    public void close() {
        grounds.forEach(Ground::close);
        trunk.close();
    }
}
