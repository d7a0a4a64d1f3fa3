package org.rtkit4j.wire.iomfb;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The calls of one side, by generation and number.
final class CallTable {
    private static final int NUMBERS = 1000;

    private final Map<IomfbVersion, @Nullable RemoteCall[]> calls = new EnumMap<>(IomfbVersion.class);

    CallTable(RemoteCall... all) {
        for (IomfbVersion version : IomfbVersion.values()) {
            var byNumber = new @Nullable RemoteCall[NUMBERS];
            for (RemoteCall call : all) {
                if (call.isIn(version)) {
                    byNumber[call.entry().number(version)] = call;
                }
            }
            calls.put(version, byNumber);
        }
    }

    /// Returns the call with a number, or null.
    ///
    /// @param number 0 to 999, or less than 0 for none
    @Nullable
    RemoteCall find(IomfbVersion version, int number) {
        return number < 0 ? null : Objects.requireNonNull(calls.get(version))[number];
    }
}
