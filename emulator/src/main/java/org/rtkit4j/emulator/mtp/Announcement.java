package org.rtkit4j.emulator.mtp;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import org.rtkit4j.wire.dockchannel.Comm;

/// The packets in which an interface is announced, such that every known host understands them: one block in each.
///
/// See [Comm.Init] for the two readings that have to agree.
final class Announcement {
    /// The name of the touch surface's reset pin, in trees too. Source: m1n1 fw/mtp.py, aurora
    /// dockchannel-hid.c.
    static final String PIN = "afe-reset";

    static final int PIN_ID = 1;

    private Announcement() {}

    /// Returns the last packet of an interface: its descriptor.
    static byte[] descriptor(HidFunction function) {
        return packet(function.number(), function.name(), 0, Comm.Block.DESCRIPTOR, function.descriptor());
    }

    /// Returns a packet before the last one: the pin that the interface may ask for.
    static byte[] pin(HidFunction function) {
        byte[] pin = new byte[Comm.Pin.BYTES];
        MemorySegment memory = MemorySegment.ofArray(pin);
        Comm.Pin.ID.put(memory, 0, PIN_ID);
        name(pin, Comm.Pin.NAME.offset(), PIN);
        return packet(function.number(), function.name(), 1, Comm.Block.GPIO, pin);
    }

    /// Returns a packet with one block and the end.
    static byte[] packet(int number, String name, int more, int kind, byte[] content) {
        int block = Comm.Init.BYTES;
        int end = block + Comm.Block.HEAD_BYTES + content.length;
        byte[] packet = new byte[end + Comm.Block.HEAD_BYTES + Comm.Block.END_BYTES];
        MemorySegment memory = MemorySegment.ofArray(packet);
        Comm.TYPE.put(memory, 0, Comm.Init.ID);
        Comm.Init.SUBTYPE.put(memory, 0, 1);
        Comm.Init.INTERFACE.put(memory, 0, number);
        name(packet, Comm.Init.NAME.offset(), name);
        Comm.Init.MORE_PACKETS.put(memory, 0, more);
        Comm.Block.KIND.put(memory, block, kind);
        Comm.Block.LENGTH.put(memory, block, content.length);
        System.arraycopy(content, 0, packet, block + Comm.Block.HEAD_BYTES, content.length);
        Comm.Block.KIND.put(memory, end, Comm.Block.END);
        Comm.Block.LENGTH.put(memory, end, Comm.Block.END_BYTES);
        return packet;
    }

    /// Returns the last packet of an interface, with a block that reaches beyond it.
    static byte[] beyond(HidFunction function) {
        byte[] packet = descriptor(function);
        Comm.Block.LENGTH.put(MemorySegment.ofArray(packet), Comm.Init.BYTES, 0x7ffe);
        return packet;
    }

    private static void name(byte[] packet, int at, String name) {
        byte[] ascii = name.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(ascii, 0, packet, at, Math.min(ascii.length, Comm.Init.NAME_BYTES));
    }
}
