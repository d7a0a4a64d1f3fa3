package org.rtkit4j.app.smc;

import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.terminal.Terminal;
import org.rtkit4j.drivers.smc.KeyInfo;
import org.rtkit4j.drivers.smc.Smc;
import org.rtkit4j.drivers.smc.SmcException;
import org.rtkit4j.drivers.smc.SmcFault;
import org.rtkit4j.drivers.smc.SmcKey;
import org.rtkit4j.drivers.smc.SmcValue;
import org.rtkit4j.drivers.smc.SmcValue.Bytes;
import org.rtkit4j.drivers.smc.SmcValue.Text;
import org.rtkit4j.wire.message.SmcResult;

/// A key with its description and, where it can be read, its value.
///
/// @param info what it is
/// @param value its value, or null
/// @param refusal the result code with which the controller refused to give the value; 0: it did not
record KeyRow(KeyInfo info, @Nullable SmcValue value, int refusal) {
    private static final int SHOWN_BYTES = 24;

    /// Reads a key. What the controller refuses is part of the row; everything else ends the command.
    static KeyRow read(Smc smc, SmcKey key) throws SmcException, InterruptedException {
        KeyInfo info = smc.info(key);
        if (!info.isReadable()) {
            return new KeyRow(info, null, 0);
        }
        try {
            return new KeyRow(info, value(smc, info), 0);
        } catch (SmcException e) {
            if (e.fault() instanceof SmcFault.Refused(String _, int result)) {
                return new KeyRow(info, null, result);
            }
            throw e;
        }
    }

    // A plain read of a pin gives its level once only.
    private static SmcValue value(Smc smc, KeyInfo info) throws SmcException, InterruptedException {
        SmcKey key = info.key();
        if (info.isFunction() && key.toString().matches("gP[0-9a-f]{2}")) {
            int pin = Integer.parseInt(key.toString().substring(2), 16);
            return new SmcValue.Unsigned(smc.pin(pin).level() ? 1 : 0);
        }
        return smc.value(key);
    }

    /// Returns the flags as letters, `rwf`, a dash for each that is missing.
    String flags() {
        return (info.isReadable() ? "r" : "-") + (info.isWritable() ? "w" : "-") + (info.isFunction() ? "f" : "-");
    }

    /// Returns the value for people, on one line.
    String text() {
        if (value == null) {
            return refusal != 0 ? "<" + SmcResult.describe(refusal) + ">" : "<not readable>";
        }
        return switch (value) {
            case Text(String text) -> '"' + Terminal.escape(text) + '"';
            case Bytes(String hex)
            when hex.length() > 2 * SHOWN_BYTES ->
                "0x%s... (%d bytes)".formatted(hex.substring(0, 2 * SHOWN_BYTES), hex.length() / 2);
            case Bytes(String hex) -> "0x" + hex;
            default -> Numbers.plain(value);
        };
    }
}
