package org.rtkit4j.wire.iomfb;

import org.jspecify.annotations.Nullable;

/// The calls of one side, by generation and number.
final class CallTable {
    private static final int NUMBERS = 1000;

    private final @Nullable RemoteCall[][] calls = new RemoteCall[IomfbVersion.values().length][NUMBERS];

    CallTable(RemoteCall... all) {
        for (RemoteCall call : all) {
            for (IomfbVersion version : IomfbVersion.values()) {
                if (call.isIn(version)) {
                    calls[version.ordinal()][call.entry().numbers().get(version.ordinal())] = call;
                }
            }
        }
    }

    /// Returns the call with a number, or null.
    ///
    /// @param number 0 to 999, or less than 0 for none
    @Nullable
    RemoteCall find(IomfbVersion version, int number) {
        return number < 0 ? null : calls[version.ordinal()][number];
    }
}
