package org.rtkit4j.wire.message;

import java.util.List;
import org.rtkit4j.wire.layout.Layout;

/// Trace kit, endpoint 0x0a. Some hosts start it; no source knows a message of it.
public final class TraceKit {
    public static final List<Layout> LAYOUTS = List.of();

    private TraceKit() {}
}
