package org.rtkit4j.hardware.proxy.wire;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.rtkit4j.wire.layout.Field;

/// One frame's bytes, used again and again: a request of 64 or a reply of 36, its checksum in the last four.
public final class Frame {
    private static final int CHECKSUM_BYTES = 4;

    private final byte[] bytes;
    private final MemorySegment segment;
    private final Field checksum;

    private Frame(int length, Field checksum) {
        bytes = new byte[length];
        segment = MemorySegment.ofArray(bytes);
        this.checksum = checksum;
    }

    /// Returns a request, all zero.
    public static Frame request() {
        return new Frame(Requests.BYTES, Requests.CHECKSUM);
    }

    /// Returns a reply, all zero.
    public static Frame reply() {
        return new Frame(Replies.BYTES, Replies.CHECKSUM);
    }

    /// Returns the frame's own bytes, not a copy.
    public byte[] bytes() {
        return bytes;
    }

    /// Returns the size of the frame in bytes.
    public int length() {
        return bytes.length;
    }

    /// Makes it a frame of that type, zero otherwise.
    public Frame begin(int typeWord) {
        Arrays.fill(bytes, (byte) 0);
        return put(Requests.TYPE, typeWord);
    }

    /// Sets a field; the checksum is [#seal]'s to set.
    public Frame put(Field field, long value) {
        field.put(segment, 0, value);
        return this;
    }

    /// Returns a field as an unsigned number.
    public long get(Field field) {
        return field.get(segment, 0);
    }

    /// Returns a field of four bytes as the signed number that it may be.
    public int signed(Field field) {
        return (int) get(field);
    }

    /// Returns the word that says what kind of frame it is ([FrameType]).
    public int typeWord() {
        return signed(Requests.TYPE);
    }

    /// Writes the checksum: the frame may go out.
    public Frame seal() {
        return put(checksum, sum());
    }

    /// Returns whether the checksum is right.
    public boolean isIntact() {
        return signed(checksum) == sum();
    }

    private int sum() {
        return Checksum.of(bytes, 0, bytes.length - CHECKSUM_BYTES);
    }
}
