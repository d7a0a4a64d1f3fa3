package org.rtkit4j.app.via;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.devicetree.tree.DeviceTree;
import org.rtkit4j.devicetree.tree.Node;
import org.rtkit4j.devicetree.tree.Property;

/// The power manager's lists in Apple's device tree: what can be reset, and what supplies it.
///
/// Entries of 0x30 bytes: an id of 8 bits at 3 or, where those do not differ, of 16 bits at 26; the number of the
/// domain's register at 10; the id of its supply at 14; a name at 32. Supplies have 24 bytes: an id at 3, a name at 8.
/// Source: m1n1 proxyclient `adt.py`, PMGRDevices, PMGRPowerDomains and pmgr_init.
public final class PowerDomains {
    private static final int ENTRY_BYTES = 0x30;
    private static final int SHORT_ID = 3;
    private static final int REGISTER = 10;
    private static final int SUPPLY = 14;
    private static final int LONG_ID = 26;
    private static final int NAME = 32;
    private static final int NAME_BYTES = 16;
    private static final int SUPPLY_BYTES = 24;
    private static final int SUPPLY_NAME = 8;

    private PowerDomains() {}

    /// Returns the name of the first power domain that a node needs, or null where the tree does not say.
    static @Nullable String nameOf(DeviceTree tree, String path) {
        Node node = tree.at(path).orElse(null);
        Node pmgr = tree.at("/arm-io/pmgr").orElse(null);
        if (node == null || pmgr == null) {
            return null;
        }
        int[] gates = node.property("clock-gates").map(Property::cells).orElse(new int[0]);
        byte[] devices = pmgr.property("devices").map(Property::bytes).orElse(new byte[0]);
        return gates.length == 0 ? null : name(ByteBuffer.wrap(devices).order(ByteOrder.LITTLE_ENDIAN), gates[0]);
    }

    /// Returns a list of these domains, whose ids are their places in it, in the form with ids of 16 bits.
    public static byte[] list(List<String> names) {
        ByteBuffer devices = ByteBuffer.allocate(ENTRY_BYTES * names.size()).order(ByteOrder.LITTLE_ENDIAN);
        for (int id = 0; id < names.size(); id++) {
            int at = id * ENTRY_BYTES;
            devices.put(at + REGISTER, (byte) id);
            devices.put(at + SUPPLY, (byte) (id + 1));
            devices.putShort(at + LONG_ID, (short) id);
            put(devices, at + NAME, names.get(id));
        }
        return devices.array();
    }

    /// Returns a list with a supply for each entry of [#list]: of the same name, with the id after its own.
    public static byte[] supplies(List<String> names) {
        ByteBuffer supplies = ByteBuffer.allocate(SUPPLY_BYTES * names.size()).order(ByteOrder.LITTLE_ENDIAN);
        for (int id = 0; id < names.size(); id++) {
            int at = id * SUPPLY_BYTES;
            supplies.put(at + SHORT_ID, (byte) (id + 1));
            put(supplies, at + SUPPLY_NAME, names.get(id));
        }
        return supplies.array();
    }

    private static void put(ByteBuffer list, int at, String text) {
        byte[] name = text.getBytes(StandardCharsets.US_ASCII);
        list.put(at, name, 0, Math.min(name.length, NAME_BYTES - 1));
    }

    private static @Nullable String name(ByteBuffer devices, int wanted) {
        int count = devices.limit() / ENTRY_BYTES;
        boolean isShort = count >= 2 && devices.get(SHORT_ID) != devices.get(ENTRY_BYTES + SHORT_ID);
        for (int entry = 0; entry < count; entry++) {
            int at = entry * ENTRY_BYTES;
            int id = isShort ? devices.get(at + SHORT_ID) & 0xff : devices.getShort(at + LONG_ID) & 0xffff;
            if (id == wanted) {
                byte[] name = new byte[NAME_BYTES];
                devices.get(at + NAME, name);
                return new String(name, StandardCharsets.US_ASCII).replaceFirst("\0.*", "");
            }
        }
        return null;
    }
}
