package org.rtkit4j.devicetree.order;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.rtkit4j.devicetree.graph.Edge;
import org.rtkit4j.devicetree.graph.Strength;
import org.rtkit4j.devicetree.graph.SupplierGraph;
import org.rtkit4j.devicetree.tree.Node;

/// Finds devices that need one another, which Linux has to start in some order all the same.
///
/// Tarjan's strongly connected components, without recursion: a hostile tree can be one long chain.
public final class Cycles {
    private record Step(Node device, Iterator<Edge> rest) {}

    private final SupplierGraph graph;
    private final Map<Node, Integer> index = new HashMap<>();
    private final Map<Node, Integer> low = new HashMap<>();
    private final Deque<Node> component = new ArrayDeque<>();
    private final Map<Node, Boolean> onStack = new HashMap<>();
    private final List<List<Node>> cycles = new ArrayList<>();

    private Cycles(SupplierGraph graph) {
        this.graph = graph;
    }

    /// Returns the groups of devices each of which needs all others of its group.
    public static List<List<Node>> of(SupplierGraph graph) {
        Cycles cycles = new Cycles(graph);
        for (Node device : graph.devices()) {
            if (!cycles.index.containsKey(device)) {
                cycles.walk(device);
            }
        }
        return List.copyOf(cycles.cycles);
    }

    private void walk(Node start) {
        Deque<Step> open = new ArrayDeque<>();
        open.push(enter(start));
        while (!open.isEmpty()) {
            Step step = open.element();
            if (step.rest.hasNext()) {
                follow(step.device, step.rest.next(), open);
            } else {
                open.pop();
                leave(step.device, open);
            }
        }
    }

    private Step enter(Node device) {
        index.put(device, index.size());
        low.put(device, index.size() - 1);
        component.push(device);
        onStack.put(device, true);
        return new Step(device, graph.suppliersOf(device).iterator());
    }

    private void follow(Node device, Edge edge, Deque<Step> open) {
        Node supplier = edge.supplier();
        if (edge.strength() == Strength.NONE) {
            return;
        }
        if (!index.containsKey(supplier)) {
            open.push(enter(supplier));
        } else if (onStack.getOrDefault(supplier, false)) {
            low.merge(device, index.getOrDefault(supplier, 0), Math::min);
        }
    }

    private void leave(Node device, Deque<Step> open) {
        int lowest = low.getOrDefault(device, 0);
        if (!open.isEmpty()) {
            low.merge(open.element().device, lowest, Math::min);
        }
        if (lowest == index.getOrDefault(device, 0)) {
            List<Node> group = new ArrayList<>();
            Node member;
            do {
                member = component.pop();
                onStack.put(member, false);
                group.add(member);
            } while (member != device);
            if (group.size() > 1) {
                Collections.reverse(group);
                cycles.add(List.copyOf(group));
            }
        }
    }
}
