package org.rtkit4j.capture.wireshark;

/// Values in Lua's spelling.
final class LuaText {
    private LuaText() {}

    static String quoted(String text) {
        return "\"%s\"".formatted(text.replace("\\", "\\\\").replace("\"", "\\\""));
    }

    /// A 64-bit number: its low half first, as Wireshark's class wants it.
    static String u64(long value) {
        return "UInt64(0x%x, 0x%x)".formatted(value & 0xffff_ffffL, value >>> 32);
    }
}
