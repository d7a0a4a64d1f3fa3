package org.rtkit4j.wire.iomfb;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which call a message announces, by the only thing that it says of it: the length of its packet.
///
/// Short calls have the length of many, and newer firmware has others of that length. So only a packet that is
/// longer than 256 bytes is named, and only where all known calls of that length are one.
public final class CallLengths {
    private static final int SHORTEST = 0x100;
    private static final String SEVERAL = "";
    private static final Map<Integer, String> METHODS = of(IomfbMethod.values());
    private static final Map<Integer, String> CALLBACKS = of(IomfbCallback.values());

    private CallLengths() {}

    private static Map<Integer, String> of(RemoteCall... calls) {
        var names = new HashMap<Integer, String>();
        for (RemoteCall call : calls) {
            for (IomfbVersion version : IomfbVersion.values()) {
                if (call.isIn(version)) {
                    names.merge(call.signature(version).packetBytes(), call.label(), CallLengths::same);
                }
            }
        }
        return Map.copyOf(names);
    }

    private static String same(String one, String other) {
        return one.equals(other) ? one : SEVERAL;
    }

    /// Returns the name of the only known call of the AP's with a packet of this length, or null.
    public static @Nullable String method(long bytes) {
        return find(METHODS, bytes);
    }

    /// Returns the name of the only known call of the firmware's with a packet of this length, or null.
    public static @Nullable String callback(long bytes) {
        return find(CALLBACKS, bytes);
    }

    private static @Nullable String find(Map<Integer, String> names, long bytes) {
        String name = bytes > SHORTEST && bytes <= Integer.MAX_VALUE ? names.get((int) bytes) : null;
        return name == null || name.equals(SEVERAL) ? null : name;
    }
}
