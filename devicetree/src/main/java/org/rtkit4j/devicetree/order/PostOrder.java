package org.rtkit4j.devicetree.order;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.rtkit4j.devicetree.graph.Edge;
import org.rtkit4j.devicetree.graph.Strength;
import org.rtkit4j.devicetree.graph.SupplierGraph;
import org.rtkit4j.devicetree.tree.Node;

/// Orders devices such that suppliers come before consumers; a cycle is cut where the walk closes it.
final class PostOrder {
    private record Step(Node device, Iterator<Edge> rest) {}

    private final SupplierGraph graph;
    private final Set<Node> done = new LinkedHashSet<>();
    private final Set<Node> seen = new LinkedHashSet<>();
    private final Deque<Step> open = new ArrayDeque<>();

    PostOrder(SupplierGraph graph, Collection<Node> targets) {
        this.graph = graph;
        for (Node target : targets) {
            enter(target);
            walk();
        }
    }

    Set<Node> devices() {
        return done;
    }

    private void enter(Node device) {
        if (seen.add(device)) {
            open.push(new Step(device, graph.suppliersOf(device).iterator()));
        }
    }

    private void walk() {
        while (!open.isEmpty()) {
            Step step = open.element();
            if (!step.rest().hasNext()) {
                done.add(open.pop().device());
                continue;
            }
            Edge edge = step.rest().next();
            if (edge.strength() != Strength.NONE) {
                enter(edge.supplier());
            }
        }
    }
}
