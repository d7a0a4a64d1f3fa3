package org.rtkit4j.hardware.proxy.wire;

import org.jspecify.annotations.Nullable;

/// The types of frames. On the wire a type is the marker FF 55 AA and one byte.
///
/// Source: m1n1 `src/uartproxy.c`, REQ_NOP to REQ_EVENT.
public enum FrameType {
    /// Does nothing but agree on [ProxyFeatures].
    NOP(0),
    /// Calls an [Opcode].
    PROXY(1),
    /// Reads memory: the data follow the reply.
    MEMREAD(2),
    /// Writes memory: the data follow the request.
    MEMWRITE(3),
    /// Target → host only: the proxy starts, or the target has stopped and serves requests meanwhile.
    BOOT(4),
    /// Target → host only: something has happened, while the host waits for a reply.
    EVENT(5);

    /// The first three bytes of every frame, as the low bits of its type.
    public static final int MARKER = 0x00AA55FF;
    /// The bits of a type that are the marker.
    public static final int MARKER_MASK = 0x00FFFFFF;

    private static final FrameType[] ALL = values();

    private final int word;

    FrameType(int number) {
        word = MARKER | (number << 24);
    }

    /// Returns the type as a frame's first four bytes hold it, little-endian.
    public int word() {
        return word;
    }

    /// Returns the type of that word, or null where none has it.
    public static @Nullable FrameType of(int word) {
        for (FrameType type : ALL) {
            if (type.word == word) {
                return type;
            }
        }
        return null;
    }
}
