package org.rtkit4j.devicetree.order;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rtkit4j.devicetree.graph.Edge;
import org.rtkit4j.devicetree.graph.Need;
import org.rtkit4j.devicetree.graph.Strength;
import org.rtkit4j.devicetree.graph.SupplierGraph;
import org.rtkit4j.devicetree.tree.Node;

/// All that some devices need, with the shortest chain of edges to each.
///
/// A chain of required edges is preferred to a shorter one that is not. Of a chain of more than 64 edges,
/// which no machine has, the last 64 are kept.
public final class Needs {
    private static final int MAX_CHAIN = 64;

    private final SupplierGraph graph;
    private final Map<Node, Edge> requiredFrom = new LinkedHashMap<>();
    private final Map<Node, Edge> from = new LinkedHashMap<>();
    private final Set<Node> targets;

    private Needs(SupplierGraph graph, Collection<Node> targets) {
        this.graph = graph;
        this.targets = new LinkedHashSet<>(targets);
        walk(requiredFrom, Strength.REQUIRED);
        walk(from, Strength.OPTIONAL);
    }

    /// Returns what targets need, themselves included, each device behind what it needs as far as there is no
    /// cycle.
    public static List<Need> of(SupplierGraph graph, Collection<Node> targets) {
        return new Needs(graph, targets).inOrder();
    }

    private void walk(Map<Node, Edge> reached, Strength weakest) {
        Deque<Node> open = new ArrayDeque<>(targets);
        while (!open.isEmpty()) {
            for (Edge edge : graph.suppliersOf(open.remove())) {
                boolean counts = edge.strength().compareTo(weakest) <= 0;
                if (counts
                        && !targets.contains(edge.supplier())
                        && reached.putIfAbsent(edge.supplier(), edge) == null) {
                    open.add(edge.supplier());
                }
            }
        }
    }

    private List<Need> inOrder() {
        List<Need> needs = new ArrayList<>();
        for (Node device : new PostOrder(graph, targets).devices()) {
            boolean isRequired = targets.contains(device) || requiredFrom.containsKey(device);
            needs.add(new Need(device, chain(device, isRequired ? requiredFrom : from), isRequired));
        }
        return List.copyOf(needs);
    }

    private List<Edge> chain(Node device, Map<Node, Edge> reached) {
        List<Edge> chain = new ArrayList<>();
        Edge edge = reached.get(device);
        while (edge != null && chain.size() < MAX_CHAIN) {
            chain.addFirst(edge);
            edge = reached.get(edge.consumer());
        }
        return List.copyOf(chain);
    }
}
