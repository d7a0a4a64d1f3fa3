package org.rtkit4j.devicetree.modules;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// Writes the index files that modprobe reads (`modules.dep.bin`, `modules.alias.bin`), which the corpus lacks.
///
/// A tree of letters. Header: magic 0xb007f457, version 0x00020001, the root. A reference to a node is its
/// offset with flags on top: 0x40000000 it has values, 0x20000000 it has children. A node: first and last
/// letter and a reference for each between; then the number of values, each a priority and a string. Source:
/// kmod libkmod/libkmod-index.c.
final class KmodIndex {
    private static final int VALUES = 0x40000000;
    private static final int CHILDREN = 0x20000000;

    private final TreeMap<Character, KmodIndex> children = new TreeMap<>();
    private final List<String> values = new ArrayList<>();

    void add(String key, String value) {
        KmodIndex node = this;
        for (int i = 0; i < key.length(); i++) {
            node = node.children.computeIfAbsent(key.charAt(i), _ -> new KmodIndex());
        }
        node.values.add(value);
    }

    byte[] bytes() {
        var out = new ByteArrayOutputStream();
        u32(out, 0xb007f457);
        u32(out, 0x00020001);
        u32(out, 0);
        int root = write(out);
        byte[] bytes = out.toByteArray();
        ByteBuffer.wrap(bytes).putInt(8, root);
        return bytes;
    }

    // Children first, since a node holds their offsets.
    private int write(ByteArrayOutputStream out) {
        var references = new TreeMap<Character, Integer>();
        children.forEach((letter, child) -> references.put(letter, child.write(out)));
        int flags = (children.isEmpty() ? 0 : CHILDREN) | (values.isEmpty() ? 0 : VALUES);
        int offset = out.size() | flags;
        if (!children.isEmpty()) {
            out.write(children.firstKey());
            out.write(children.lastKey());
            for (char letter = children.firstKey(); letter <= children.lastKey(); letter++) {
                u32(out, references.getOrDefault(letter, 0));
            }
        }
        if (!values.isEmpty()) {
            u32(out, values.size());
            for (String value : values) {
                u32(out, 0);
                out.writeBytes(value.getBytes(StandardCharsets.ISO_8859_1));
                out.write(0);
            }
        }
        return offset;
    }

    private static void u32(ByteArrayOutputStream out, int number) {
        out.writeBytes(ByteBuffer.allocate(4).putInt(number).array());
    }
}
