package org.rtkit4j.drivers.afk;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.rtkit4j.core.session.Outbox;
import org.rtkit4j.testkit.FakeMemory;

/// The firmware of an AFK endpoint in a test's hands: words and bytes by hand, no class of the emulator's.
final class HandFirmware implements AfkListener, Outbox {
    static final int ENDPOINT = 0x23;
    /// Where the memory for rings is.
    static final long REGION = 0x1000_4000L;

    final FakeMemory memory = new FakeMemory();
    final AfkLink link = new AfkLink(ENDPOINT, memory, this);
    final List<String> said = new ArrayList<>();
    final List<String> faults = new ArrayList<>();
    final List<String> entries = new ArrayList<>();
    boolean isFull;

    @Override
    public boolean send(int endpoint, long msg0) {
        if (!isFull) {
            said.add("%02x:%016x".formatted(endpoint, msg0));
        }
        return !isFull;
    }

    @Override
    public void onUp() {
        entries.add("up");
    }

    @Override
    public void onEntry(int channel, int type, byte[] bytes, int length) {
        entries.add("%d/%d %s".formatted(channel, type, HexFormat.of().formatHex(bytes, 0, length)));
    }

    @Override
    public void onClosed() {
        entries.add("closed");
    }

    @Override
    public void onFault(AfkFault fault) {
        faults.add(fault.message());
    }

    /// Says words.
    void says(long... words) {
        for (long word : words) {
            link.onMessage(word, this);
        }
    }

    /// Returns what the AP has said since it was asked last.
    String heard() {
        String heard = String.join(" ", said);
        said.clear();
        return heard;
    }

    /// Brings it up: a region of two rings, the AP's first, each of eight blocks with its three.
    ///
    /// @param stride 0x40 or 0x80
    HandFirmware up(int stride) {
        int size = 8 * stride;
        long units = size / 0x40;
        link.open(this);
        says(0x00a0_0000_0000_0000L, 0x0089_0000_0000_0007L | ((2 * units) << 16));
        ring(0, 5 * stride);
        ring(size, 5 * stride);
        says(
                0x008a_0000_0000_0007L | units << 16,
                0x008b_0000_0000_0007L | units << 32 | units << 16,
                0x0086_0000_0000_0000L);
        said.clear();
        return this;
    }

    /// Returns the memory of the rings.
    ByteBuffer region() {
        return ByteBuffer.wrap(memory.bytesAt(REGION)).order(ByteOrder.LITTLE_ENDIAN);
    }

    void ring(int offset, int dataBytes) {
        region().putInt(offset, dataBytes).putInt(offset + 4, 0x0007_0006);
    }

    void word(int offset, int value) {
        region().putInt(offset, value);
    }

    /// Puts a head: magic, size, channel 1, type 3.
    void head(int offset, String magic, int size) {
        region().put(offset, magic.getBytes(StandardCharsets.US_ASCII))
                .putInt(offset + 4, size)
                .putInt(offset + 8, 1)
                .putInt(offset + 12, 3);
    }

    void bytes(int offset, String hex) {
        region().put(offset, HexFormat.of().parseHex(hex));
    }

    /// Rings the bell of the ring that the AP reads.
    void ringsBell() {
        says(0x0085_0000_0000_0000L);
    }
}
