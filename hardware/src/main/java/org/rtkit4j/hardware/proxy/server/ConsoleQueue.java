package org.rtkit4j.hardware.proxy.server;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.hardware.proxy.wire.Checksum;
import org.rtkit4j.hardware.proxy.wire.Events;
import org.rtkit4j.hardware.proxy.wire.FrameType;
import org.rtkit4j.hardware.proxy.wire.ProxyFeatures;

/// What the target says unasked, until the next reply goes out.
final class ConsoleQueue implements HostConsole {
    private static final int MOST_WAITING = 256;
    private static final int MOST_CHARACTERS = 4096;

    private final Queue<Item> waiting = new ArrayDeque<>();

    private interface Item {
        void sendTo(OutBuffer out, boolean checksums) throws IOException;
    }

    @Override
    public void print(String text) {
        String cut = text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) : text;
        // ASCII: a host must not find a frame's marker in it.
        byte[] bytes = cut.getBytes(StandardCharsets.US_ASCII);
        offer((out, _) -> out.add(bytes, 0, bytes.length));
    }

    @Override
    public void event(int type, byte[] data) {
        if (type < 0 || type > 0xffff || data.length > Events.MAX_DATA_BYTES) {
            throw new IllegalArgumentException("no such event: type=" + type + ", size=" + data.length);
        }
        byte[] copy = data.clone();
        offer((out, checksums) -> send(type, copy, out, checksums));
    }

    private synchronized void offer(Item item) {
        if (waiting.size() < MOST_WAITING) {
            waiting.add(item);
        }
    }

    private synchronized @Nullable Item poll() {
        return waiting.poll();
    }

    /// Sends what waits.
    void drainTo(OutBuffer out, boolean checksums) throws IOException {
        for (Item item = poll(); item != null; item = poll()) {
            item.sendTo(out, checksums);
        }
    }

    private static void send(int type, byte[] data, OutBuffer out, boolean checksums) throws IOException {
        var header = new byte[Events.HEADER_BYTES];
        var segment = MemorySegment.ofArray(header);
        Events.TYPE.put(segment, 0, FrameType.EVENT.word());
        Events.LENGTH.put(segment, 0, data.length);
        Events.EVENT.put(segment, 0, type);
        int sum = Checksum.add(Checksum.START, header, 0, header.length);
        out.add(header, 0, header.length);
        out.add(data, 0, data.length);
        out.addWord(checksums ? Checksum.finish(Checksum.add(sum, data, 0, data.length)) : ProxyFeatures.NO_CHECKSUM);
    }
}
