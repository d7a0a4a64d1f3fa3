package org.rtkit4j.wire.message;

import static org.rtkit4j.wire.layout.Bits.bits;
import static org.rtkit4j.wire.layout.Direction.AP_TO_IOP;
import static org.rtkit4j.wire.layout.Direction.IOP_TO_AP;

import java.util.List;
import org.rtkit4j.wire.layout.Bits;
import org.rtkit4j.wire.layout.FieldType;
import org.rtkit4j.wire.layout.Layout;

/// The GPU's firmware: bells, and no more. What is asked of it lies in memory, in structures that each macOS changes.
public final class Agx {
    /// The firmware itself.
    public static final int FIRMWARE_ENDPOINT = 0x20;

    /// The bells of its channels.
    public static final int DOORBELL_ENDPOINT = 0x21;

    private static final String SOURCE = "m1n1 fw/agx, linux drivers/gpu/drm/asahi";

    public static final Bits TYPE = bits("TYPE", 63, 48, SOURCE);

    public static final Layout INIT = Layout.named("AGX_INIT", AP_TO_IOP, "Where the tree of structures lies")
            .when(TYPE, 0x81)
            .with(bits("ADDR", 43, 0, FieldType.ADDRESS, SOURCE));
    public static final Layout EVENT = Layout.named("AGX_EVENT", IOP_TO_AP, "There is something in the channels")
            .when(TYPE, 0x42);
    public static final Layout DOORBELL = Layout.named("AGX_DOORBELL", AP_TO_IOP, "There is something in a channel")
            .when(TYPE, 0x83)
            .with(bits("CHANNEL", 15, 0, FieldType.DEC, SOURCE));
    public static final Layout CONTROL_DOORBELL = Layout.named(
                    "AGX_FWCTL_DOORBELL", AP_TO_IOP, "There is something in the channel of control")
            .when(TYPE, 0x84);
    public static final Layout HALT =
            Layout.named("AGX_HALT", AP_TO_IOP, "Stops").when(TYPE, 0x85);

    public static final List<Layout> LAYOUTS = List.of(INIT, EVENT, DOORBELL, CONTROL_DOORBELL, HALT);

    private Agx() {}
}
