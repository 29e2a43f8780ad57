package dev.tourniquet.proof;

import java.util.List;

/** A scene that is played in parts, with faults in one of them, and in which an operator gives orders. The scene is closed with it. */
abstract class InParts implements Trials {
    final Scene scene;
    final Stand stand;
    final Parts parts;
    final Operator operator;

    InParts(Scene scene, Stand stand) {
        this.scene = scene;
        this.stand = stand;
        this.parts = new Parts(stand.network);
        this.operator = new Operator(scene, stand);
    }

    @Override
    public final List<Trial> all() {
        return parts.all();
    }

    @Override
    public final int met() {
        return parts.met();
    }

    @Override
    public final void close() {
        stand.close();
        scene.close();
    }
}
