package org.rtkit4j.devicetree.graph;

import java.util.ArrayList;
import java.util.List;
import org.rtkit4j.devicetree.tree.DeviceTree;
import org.rtkit4j.devicetree.tree.Interrupt;
import org.rtkit4j.devicetree.tree.Interrupts;
import org.rtkit4j.devicetree.tree.Node;
import org.rtkit4j.devicetree.tree.Property;
import org.rtkit4j.devicetree.tree.Reference;
import org.rtkit4j.devicetree.tree.References;

/// Reads from one node what its properties refer to.
final class SupplierReader {
    private final DeviceTree tree;
    private final List<Problem> problems;
    private final Node consumer;

    SupplierReader(DeviceTree tree, Node consumer, List<Problem> problems) {
        this.tree = tree;
        this.consumer = consumer;
        this.problems = problems;
    }

    List<Node> targets(Node node, Property property, Binding binding) {
        return switch (binding.form()) {
            case LIST -> list(node, property, binding);
            case LENIENT_LIST -> nodes(References.parseLenient(tree, property, binding.cells()), node);
            case MAP -> map(property);
            case FIRST -> property.cellCount() == 0 ? List.of() : phandle(property.cell(0));
            case INTERRUPTS -> controllers(node, property);
            case ENDPOINT -> property.cellCount() == 0 ? List.of() : otherEnd(property.cell(0));
        };
    }

    // What a node hogs are lines of its own controller. Source: linux drivers/of/property.c, parse_gpio_compat.
    private List<Node> list(Node node, Property property, Binding binding) {
        if (property.name().equals("gpios") && node.has("gpio-hog")) {
            return List.of();
        }
        return nodes(References.parse(tree, property, binding.cells()), node);
    }

    private List<Node> nodes(References.Parsed parsed, Node node) {
        String problem = parsed.problem();
        if (problem != null) {
            problems.add(new Problem(consumer, node, problem));
        }
        return parsed.entries().stream().map(Reference::target).toList();
    }

    private List<Node> map(Property property) {
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i + 4 <= property.cellCount(); i += 4) {
            nodes.addAll(phandle(property.cell(i + 1)));
        }
        return nodes;
    }

    // Linux takes the extended form where both are there.
    private List<Node> controllers(Node node, Property property) {
        if (property.name().equals("interrupts") && node.has("interrupts-extended")) {
            return List.of();
        }
        return Interrupts.of(tree, node).stream()
                .map(Interrupt::controller)
                .distinct()
                .toList();
    }

    // The device that has the port: above the port, and above `ports` where there is one.
    private List<Node> otherEnd(int phandle) {
        List<Node> endpoint = phandle(phandle);
        Node port = endpoint.isEmpty() ? null : endpoint.getFirst().parent();
        Node above = port == null ? null : port.parent();
        if (above != null && above.name().equals("ports")) {
            above = above.parent();
        }
        return above == null ? List.of() : List.of(above);
    }

    private List<Node> phandle(int phandle) {
        return tree.byPhandle(phandle).map(List::of).orElse(List.of());
    }
}
