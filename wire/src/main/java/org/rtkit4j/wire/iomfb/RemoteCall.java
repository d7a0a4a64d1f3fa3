package org.rtkit4j.wire.iomfb;

/// A call of one side, or of the other.
public sealed interface RemoteCall permits IomfbMethod, IomfbCallback {
    /// Returns its line of the table.
    CallEntry entry();

    /// Returns its name: `swap_start`.
    default String label() {
        return entry().label();
    }

    /// Returns whether a generation has it.
    default boolean isIn(IomfbVersion version) {
        return entry().number(version) != CallEntry.NONE;
    }

    /// Returns its tag: `A407`.
    ///
    /// @throws IllegalArgumentException if the generation does not have it
    default int tag(IomfbVersion version) {
        if (!isIn(version)) {
            throw new IllegalArgumentException("no such call: name=%s, version=%s".formatted(label(), version.label()));
        }
        return CallPacket.tag(entry().side(), entry().number(version));
    }

    /// Returns what it takes and gives.
    default CallSignature signature(IomfbVersion version) {
        return entry().signature(version);
    }
}
