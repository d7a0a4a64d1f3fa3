package org.rtkit4j.devicetree;

import java.util.SplittableRandom;
import org.rtkit4j.devicetree.tree.Encoding;
import org.rtkit4j.devicetree.tree.Node;
import org.rtkit4j.devicetree.tree.NodeBuilder;
import org.rtkit4j.devicetree.tree.Property;

/// Trees at random: any values, names that both formats allow.
public final class RandomTree {
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789,._+-#";
    private final SplittableRandom random;
    private final Encoding encoding;
    private int left = 60;

    private RandomTree(SplittableRandom random, Encoding encoding) {
        this.random = random;
        this.encoding = encoding;
    }

    public static Node of(SplittableRandom random, Encoding encoding) {
        NodeBuilder root = NodeBuilder.root(encoding);
        new RandomTree(random, encoding).fill(root, 0);
        return root.build();
    }

    private void fill(NodeBuilder node, int depth) {
        for (int i = random.nextInt(6); i > 0; i--) {
            node.set(property());
        }
        for (int i = random.nextInt(5); i > 0 && left > 0 && depth < 8; i--) {
            left--;
            node.child("n" + left + "@" + name(), child -> fill(child, depth + 1));
        }
    }

    private Property property() {
        byte[] value = new byte[random.nextInt(4) == 0 ? 0 : random.nextInt(40)];
        random.nextBytes(value);
        boolean isTemplate = encoding == Encoding.ADT && random.nextInt(8) == 0;
        String name = "p" + name();
        return isTemplate ? Property.template(name, value) : Property.of(name, encoding, value);
    }

    private String name() {
        var name = new StringBuilder();
        for (int i = random.nextInt(1, 20); i > 0; i--) {
            name.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return name.toString();
    }
}
