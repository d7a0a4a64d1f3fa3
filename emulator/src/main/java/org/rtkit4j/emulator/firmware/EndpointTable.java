package org.rtkit4j.emulator.firmware;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.message.Endpoints;

/// The endpoints of one run of a firmware, apart from endpoint 0.
final class EndpointTable {
    private static final int[] WANTED = {Endpoints.CRASHLOG, Endpoints.SYSLOG, Endpoints.IOREPORT};

    // As long as the highest number needs: of a hundred thousand firmwares few have endpoint 0xff.
    private final @Nullable FirmwareEndpoint[] endpoints;
    private final BitSet started = new BitSet();
    private final CrashlogEndpoint crashlog;
    private final SyslogEndpoint syslog;

    /// @param hang has the firmware hang
    EndpointTable(Kernel kernel, Runnable hang, FirmwareConfig config) {
        endpoints = new FirmwareEndpoint[1 + highest(config)];
        crashlog = new CrashlogEndpoint(kernel, config);
        syslog = new SyslogEndpoint(kernel, config);
        for (int endpoint : config.systemEndpoints()) {
            endpoints[endpoint] = system(endpoint, kernel, hang, config);
        }
        config.appEndpoints().forEach((endpoint, factory) -> endpoints[endpoint] = factory.create(endpoint, kernel));
    }

    private static int highest(FirmwareConfig config) {
        return Stream.concat(config.systemEndpoints().stream(), config.appEndpoints().keySet().stream())
                .mapToInt(Integer::intValue)
                .max()
                .orElse(0);
    }

    private @Nullable FirmwareEndpoint at(int endpoint) {
        return endpoint < endpoints.length ? endpoints[endpoint] : null;
    }

    private SystemEndpoint system(int endpoint, Kernel kernel, Runnable hang, FirmwareConfig config) {
        return switch (endpoint) {
            case Endpoints.CRASHLOG -> crashlog;
            case Endpoints.SYSLOG -> syslog;
            case Endpoints.KDEBUG -> new KDebugEndpoint(kernel, config);
            case Endpoints.IOREPORT -> new IoReportEndpoint(kernel, hang, config);
            case Endpoints.OSLOG -> new OsLogEndpoint(kernel, config);
            default -> new QuietEndpoint();
        };
    }

    CrashlogEndpoint crashlog() {
        return crashlog;
    }

    SyslogEndpoint syslog() {
        return syslog;
    }

    /// Returns the endpoint if it is announced and started.
    @Nullable
    FirmwareEndpoint started(int endpoint) {
        return started.get(endpoint) ? endpoints[endpoint] : null;
    }

    /// Marks it as started and returns it, or null where there is none or it was started before.
    @Nullable
    FirmwareEndpoint start(int endpoint) {
        FirmwareEndpoint found = at(endpoint);
        if (found == null || started.get(endpoint)) {
            return null;
        }
        started.set(endpoint);
        return found;
    }

    /// Marks it as stopped and returns it; system endpoints do not stop.
    @Nullable
    FirmwareEndpoint stop(int endpoint) {
        if (endpoint < Endpoints.FIRST_APP || !started.get(endpoint)) {
            return null;
        }
        started.clear(endpoint);
        return endpoints[endpoint];
    }

    /// Returns whether the AP has started the endpoints that the firmware wants started, those it has.
    boolean areWantedStarted() {
        for (int endpoint : WANTED) {
            if (at(endpoint) != null && !started.get(endpoint)) {
                return false;
            }
        }
        return true;
    }

    /// Returns whether the set-up of every started system endpoint is over.
    ///
    /// @param isPatient whether those count that the firmware can live without
    boolean areStartedSettled(boolean isPatient) {
        for (int endpoint = started.nextSetBit(0); endpoint >= 0; endpoint = started.nextSetBit(endpoint + 1)) {
            boolean isAwaited = endpoints[endpoint] instanceof SystemEndpoint system
                    && !system.isSettled()
                    && (isPatient || system.isVital());
            if (isAwaited) {
                return false;
            }
        }
        return true;
    }

    /// Returns the addresses of the pages that the started system endpoints share with the AP.
    List<Long> sharedPages() {
        var iovas = new ArrayList<Long>();
        for (int endpoint = started.nextSetBit(0); endpoint >= 0; endpoint = started.nextSetBit(endpoint + 1)) {
            if (endpoints[endpoint] instanceof SystemEndpoint system) {
                system.addPages(iovas);
            }
        }
        return iovas;
    }

    void onApOn() {
        for (int endpoint = started.nextSetBit(0); endpoint >= 0; endpoint = started.nextSetBit(endpoint + 1)) {
            if (endpoints[endpoint] instanceof SystemEndpoint system) {
                system.onApOn();
            }
        }
    }
}
