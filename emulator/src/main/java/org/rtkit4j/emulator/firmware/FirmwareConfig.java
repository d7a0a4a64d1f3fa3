package org.rtkit4j.emulator.firmware;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rtkit4j.emulator.image.FirmwareImage;
import org.rtkit4j.wire.message.PowerState;

/// Everything in which one firmware differs from another.
///
/// @param versions the protocol versions it offers
/// @param systemEndpoints the system endpoints it announces, without endpoint 0
/// @param appEndpoints its application endpoints and what works behind them
/// @param wakesByMessage whether it waits for a wake message after power-on; otherwise its CPU is stopped until RUN
/// @param wakeAck what it reports when it is up, `ON` (0x20) with all known firmware
/// @param powerStates the states besides `ON` that it goes to when asked
/// @param syslog the ring of its syslog
/// @param crashlog the buffer for its crash log
/// @param ioReport the buffer for its reports
/// @param osLog the buffer for its unified log
/// @param kdebugRecords how many records of kernel trace it asks memory for; 0: it does not ask
/// @param image what it pretends to be
/// @param bootLog what it logs when the AP has reported `ON`
/// @param quirks in what it is odd
/// @param delays how long it takes
public record FirmwareConfig(
        VersionRange versions,
        Set<Integer> systemEndpoints,
        Map<Integer, FirmwareEndpoint.Factory> appEndpoints,
        boolean wakesByMessage,
        int wakeAck,
        Set<PowerState> powerStates,
        SyslogSpec syslog,
        BufferSpec crashlog,
        BufferSpec ioReport,
        BufferSpec osLog,
        int kdebugRecords,
        FirmwareImage image,
        List<LogLine> bootLog,
        Set<Quirk> quirks,
        Delays delays) {
    private static final int STATE_MASK = 0xffff;

    public FirmwareConfig {
        systemEndpoints = Set.copyOf(systemEndpoints);
        appEndpoints = Map.copyOf(appEndpoints);
        powerStates = Set.copyOf(powerStates);
        bootLog = List.copyOf(bootLog);
        quirks = Set.copyOf(quirks);
        requireInside(systemEndpoints, 0x01, 0x1f);
        requireInside(appEndpoints.keySet(), 0x20, 0xff);
        if ((wakeAck & ~STATE_MASK) != 0 || kdebugRecords < 0) {
            throw new IllegalArgumentException(
                    "out of range: wake ack=0x%x, kdebug records=%d".formatted(wakeAck, kdebugRecords));
        }
    }

    boolean has(Quirk quirk) {
        return quirks.contains(quirk);
    }

    private static void requireInside(Collection<Integer> endpoints, int first, int last) {
        for (int endpoint : endpoints) {
            if (endpoint < first || endpoint > last) {
                throw new IllegalArgumentException(
                        "endpoint out of range: 0x%x, not in 0x%x..0x%x".formatted(endpoint, first, last));
            }
        }
    }
}
