package org.rtkit4j.app.probe;

import java.nio.ByteOrder;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.via.Connection;
import org.rtkit4j.core.iop.Iop;
import org.rtkit4j.drivers.smc.KeyInfo;
import org.rtkit4j.drivers.smc.Smc;
import org.rtkit4j.drivers.smc.SmcException;
import org.rtkit4j.drivers.smc.SmcFault;
import org.rtkit4j.drivers.smc.SmcKey;
import org.rtkit4j.drivers.smc.SmcOptions;
import org.rtkit4j.emulator.smc.KeyShape;

/// The keys of a system management controller: what they are called and how long they are, and nothing of their
/// values.
final class ProbedKeys {
    /// The remaining charge, whose order of bytes is not the same in all years.
    static final String REMAINING = "B0RM";

    private ProbedKeys() {}

    /// Asks a controller that was booted.
    ///
    /// @throws SmcException if it does not answer; a key that it says nothing of is left out
    static NavigableMap<String, KeyShape> of(Iop iop, Connection connection) throws SmcException, InterruptedException {
        SmcOptions options = SmcOptions.DEFAULT.with(connection.clock());
        try (Smc smc = Smc.open(iop, connection.platform().memory(), options)) {
            smc.adaptByteOrders();
            var keys = new TreeMap<String, KeyShape>();
            for (int index = 0, count = smc.count(); index < count; index++) {
                SmcKey key = smc.keyAt(index);
                KeyInfo info = answered(smc, key);
                if (info != null) {
                    keys.put(key.toString(), shape(smc, info));
                }
            }
            return keys;
        }
    }

    // One that fails now and then fails.
    private static @Nullable KeyInfo answered(Smc smc, SmcKey key) throws SmcException, InterruptedException {
        try {
            return smc.info(key);
        } catch (SmcException e) {
            if (e.fault() instanceof SmcFault.Refused) {
                return null;
            }
            throw e;
        }
    }

    // Of one key alone the order differs between years.
    private static KeyShape shape(Smc smc, KeyInfo info) throws SmcException, InterruptedException {
        String name = info.key().toString();
        boolean isBig = name.equals(REMAINING) && smc.order(info.key()) == ByteOrder.BIG_ENDIAN;
        return new KeyShape(info.type().stripTrailing(), info.sizeBytes(), info.flags(), isBig);
    }
}
