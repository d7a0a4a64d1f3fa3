package org.rtkit4j.wire.nvme;

import static org.rtkit4j.wire.layout.Bits.bits;
import static org.rtkit4j.wire.layout.Bits.flag;

import org.rtkit4j.wire.layout.Bits;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.layout.FieldType;
import org.rtkit4j.wire.layout.Layout;

/// Features of the controller, for Get Features and Set Features. Source: NVM Express Base Specification 1.4, 5.21.1.
public final class FeatureId {
    public static final int ARBITRATION = 0x01;
    public static final int POWER_MANAGEMENT = 0x02;
    public static final int TEMPERATURE_THRESHOLD = 0x04;
    public static final int ERROR_RECOVERY = 0x05;
    public static final int VOLATILE_WRITE_CACHE = 0x06;
    public static final int NUMBER_OF_QUEUES = 0x07;
    public static final int INTERRUPT_COALESCING = 0x08;
    public static final int INTERRUPT_CONFIGURATION = 0x09;
    public static final int WRITE_ATOMICITY = 0x0a;
    public static final int ASYNC_EVENTS = 0x0b;

    private static final String SPEC = "NVMe 1.4 5.21.1";

    /// Number of completion queues, less one: asked for in dword 11, given in the result.
    public static final Bits QUEUES_CQ = bits("NCQ", 31, 16, FieldType.DEC, SPEC);
    /// Number of submission queues, less one.
    public static final Bits QUEUES_SQ = bits("NSQ", 15, 0, FieldType.DEC, SPEC);

    public static final Layout QUEUES_LAYOUT =
            Layout.named("Number of Queues", Direction.BOTH, "I/O queues").with(QUEUES_CQ, QUEUES_SQ);

    /// Writes may be acknowledged before they are durable.
    public static final Bits CACHE_ENABLE = flag("WCE", 0, SPEC);

    public static final Layout CACHE_LAYOUT = Layout.named("Volatile Write Cache", Direction.BOTH, "The write cache")
            .with(CACHE_ENABLE);

    private FeatureId() {}
}
