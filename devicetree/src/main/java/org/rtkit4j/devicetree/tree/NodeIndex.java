package org.rtkit4j.devicetree.tree;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds a node's properties and children by name. Few are searched one by one; a hostile node can have a million.
interface NodeIndex {
    /// So many are searched without an index.
    int FEW = 24;

    @Nullable
    Property property(String name);

    @Nullable
    Node child(String name);

    static NodeIndex of(List<Property> properties, List<Node> children) {
        return properties.size() <= FEW && children.size() <= FEW
                ? new Searched(properties, children)
                : Hashed.of(properties, children);
    }

    /// Goes through the lists.
    ///
    /// @param properties of the node
    /// @param children of the node
    record Searched(List<Property> properties, List<Node> children) implements NodeIndex {
        @Override
        public @Nullable Property property(String name) {
            for (Property property : properties) {
                if (property.name().equals(name)) {
                    return property;
                }
            }
            return null;
        }

        @Override
        public @Nullable Node child(String name) {
            Node found = null;
            int count = 0;
            for (Node child : children) {
                if (child.name().equals(name)) {
                    return child;
                }
                if (child.baseName().equals(name)) {
                    found = child;
                    count++;
                }
            }
            return count == 1 ? found : null;
        }
    }

    /// Looks names up.
    ///
    /// @param properties the first of each name
    /// @param children by full name, and by the name without unit address where one only has it
    record Hashed(Map<String, Property> properties, Map<String, Node> children) implements NodeIndex {
        static Hashed of(List<Property> properties, List<Node> children) {
            Map<String, Property> byName = new HashMap<>();
            properties.forEach(property -> byName.putIfAbsent(property.name(), property));
            Map<String, Node> byBase = new HashMap<>();
            Set<String> shared = new HashSet<>();
            for (Node child : children) {
                if (byBase.putIfAbsent(child.baseName(), child) != null) {
                    shared.add(child.baseName());
                }
            }
            byBase.keySet().removeAll(shared);
            Map<String, Node> byFull = new HashMap<>();
            children.forEach(child -> byFull.putIfAbsent(child.name(), child));
            byBase.putAll(byFull);
            return new Hashed(byName, byBase);
        }

        @Override
        public @Nullable Property property(String name) {
            return properties.get(name);
        }

        @Override
        public @Nullable Node child(String name) {
            return children.get(name);
        }
    }
}
