package org.rtkit4j.app.emulate;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.rtkit4j.devicetree.tree.NodeBuilder;
import org.rtkit4j.emulator.mtp.MtpConfig;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.wire.dockchannel.DockChannelRegisters;

/// The DockChannel of keyboard and trackpad in Apple's tree, and what hangs on it.
///
/// Source: m1n1 `experiments/mtp.py` and `fw/mtp.py` for names and for which window is which. That the first one is the
/// whole device's, and that the FIFO's has both thresholds and data, is a guess.
final class KeyboardNodes {
    private static final List<String> INTERFACES = List.of("multi-touch", "keyboard", "stm", "actuator");
    private static final int GLOBAL_BYTES = 0x8000;
    // Where the function's phandle leads to is not read.
    private static final int SMC_PHANDLE = 1;
    private static final int PIN_VALUE = 0x0080_0000;

    private KeyboardNodes() {}

    /// Adds the DockChannel beside a co-processor that has one.
    ///
    /// @param name of the co-processor's node
    /// @param busBase where the bus begins
    static void addTo(NodeBuilder io, Profile profile, String name, long busBase) {
        MtpConfig config = profile.mtp();
        if (config != null) {
            io.child("dockchannel-" + name, node -> dockChannel(node, config.dockChannel() - busBase));
        }
    }

    private static void dockChannel(NodeBuilder node, long device) {
        node.strings("compatible", "aapl,dock-channels")
                .numbers(
                        "reg",
                        2,
                        device,
                        GLOBAL_BYTES,
                        device + DockChannelRegisters.irqBlock(DockChannelRegisters.AP_IRQ_BLOCK),
                        DockChannelRegisters.BYTES,
                        device + DockChannelRegisters.config(DockChannelRegisters.AP_FIFO),
                        2 * DockChannelRegisters.BYTES)
                .child(
                        "mtp-transport",
                        transport -> INTERFACES.forEach(name -> transport.child(name, KeyboardNodes::pin)));
    }

    // The key of the SMC that is the touch surface's reset, and what is written there.
    private static void pin(NodeBuilder node) {
        node.bytes("function-afe-reset", function("GPIO", "gP0b"));
    }

    private static byte[] function(String name, String key) {
        byte[] bytes = new byte[4 * Integer.BYTES];
        put(bytes, 0, SMC_PHANDLE);
        put(bytes, 1, fourCc(name));
        put(bytes, 2, fourCc(key));
        put(bytes, 3, PIN_VALUE);
        return bytes;
    }

    private static int fourCc(String text) {
        int code = 0;
        for (byte each : text.getBytes(StandardCharsets.US_ASCII)) {
            code = (code << Byte.SIZE) | each;
        }
        return code;
    }

    private static void put(byte[] bytes, int index, int value) {
        for (int i = 0; i < Integer.BYTES; i++) {
            bytes[index * Integer.BYTES + i] = (byte) (value >>> (Byte.SIZE * i));
        }
    }
}
