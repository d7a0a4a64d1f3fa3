package org.rtkit4j.forensics.elf;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A symbol table under construction: local symbols first, as ELF demands.
final class SymbolTable {
    /// What all names together may have; further symbols are left out.
    private static final int MOST_NAME_BYTES = 64 << 20;

    private static final int GLOBAL = 1 << 4;

    private final boolean wide;
    private final ByteArrayOutputStream names = new ByteArrayOutputStream();
    private final List<ByteBuffer> locals = new ArrayList<>();
    private final List<ByteBuffer> globals = new ArrayList<>();

    SymbolTable(boolean wide) {
        this.wide = wide;
        names.write(0);
    }

    /// @param kind 1 object, 2 function
    void add(String name, long value, long size, int kind, boolean isGlobal, int section) {
        if (names.size() + name.length() + 1 > MOST_NAME_BYTES) {
            return;
        }
        int at = names.size();
        names.writeBytes((name + '\0').getBytes(StandardCharsets.US_ASCII));
        int info = kind | (isGlobal ? GLOBAL : 0);
        (isGlobal ? globals : locals).add(entry(at, value, size, info, section));
    }

    private ByteBuffer entry(int name, long value, long size, int info, int section) {
        var entry =
                ByteBuffer.allocate(entryBytes()).order(ByteOrder.LITTLE_ENDIAN).putInt(name);
        if (wide) {
            entry.put((byte) info).put((byte) 0).putShort((short) section);
            entry.putLong(value).putLong(size);
        } else {
            entry.putInt((int) value).putInt((int) size);
            entry.put((byte) info).put((byte) 0).putShort((short) section);
        }
        return entry.flip();
    }

    int entryBytes() {
        return wide ? 24 : 16;
    }

    int firstGlobal() {
        return locals.size() + 1;
    }

    ByteBuffer entries() {
        var all = ByteBuffer.allocate(entryBytes() * (1 + locals.size() + globals.size()));
        all.position(entryBytes());
        locals.forEach(all::put);
        globals.forEach(all::put);
        return all.flip();
    }

    ByteBuffer names() {
        return ByteBuffer.wrap(names.toByteArray());
    }
}
