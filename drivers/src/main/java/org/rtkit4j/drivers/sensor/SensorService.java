package org.rtkit4j.drivers.sensor;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.core.iop.Iop;
import org.rtkit4j.drivers.epic.EpicChannel;
import org.rtkit4j.drivers.epic.EpicException;
import org.rtkit4j.drivers.epic.EpicFault;
import org.rtkit4j.drivers.epic.EpicListener;
import org.rtkit4j.drivers.epic.EpicOptions;
import org.rtkit4j.drivers.epic.EpicPort;
import org.rtkit4j.drivers.epic.ServiceAnnouncement;
import org.rtkit4j.wire.message.Afk;
import org.rtkit4j.wire.port.DeviceMemory;
import org.rtkit4j.wire.port.Releases;

/// A service of the always-on processor, and the endpoint behind which it was found.
///
/// Which one that is differs from year to year: each is asked for its services, as Linux does.
record SensorService(EpicPort port, EpicChannel channel) implements AutoCloseable {
    private static final int LAST_ENDPOINT = 0x2e;

    /// Looks for a service.
    ///
    /// @throws EpicException with [EpicFault.Absent] if there is none of this name
    static SensorService find(String name, Iop iop, DeviceMemory memory, EpicOptions options, EpicListener listener)
            throws EpicException, InterruptedException {
        BitSet announced = iop.announced();
        for (int endpoint = Afk.FIRST_ENDPOINT; endpoint <= LAST_ENDPOINT; endpoint++) {
            SensorService found =
                    announced.get(endpoint) ? behind(endpoint, name, iop, memory, options, listener) : null;
            if (found != null) {
                return found;
            }
        }
        throw new EpicException(new EpicFault.Absent(name));
    }

    // An endpoint that does not answer, or has no service of this name, is another's.
    private static @Nullable SensorService behind(
            int endpoint, String name, Iop iop, DeviceMemory memory, EpicOptions options, EpicListener listener)
            throws EpicException, InterruptedException {
        EpicPort port = null;
        try {
            port = EpicPort.open(iop, endpoint, memory, options, new FoundListener(name, listener));
            return new SensorService(port, port.service(name));
        } catch (EpicException e) {
            if (port != null) {
                Releases.after(e, port::close);
            }
            if (e.fault() instanceof EpicFault.TimedOut) {
                return null;
            }
            throw e;
        } catch (InterruptedException | RuntimeException e) {
            if (port != null) {
                Releases.after(e, port::close);
            }
            throw e;
        }
    }

    /// Whatever is wrong on an endpoint before the service is announced there may be another's, and is nobody's
    /// trouble. What other services report there is theirs.
    private static final class FoundListener implements EpicListener {
        private final String name;
        private final EpicListener listener;
        private boolean isFound;
        private int found;

        FoundListener(String name, EpicListener listener) {
            this.name = name;
            this.listener = listener;
        }

        @Override
        public void onService(ServiceAnnouncement service) {
            if (!isFound && service.isCalled(name)) {
                isFound = true;
                found = service.channel();
            }
        }

        @Override
        public void onReport(int channel, int type, byte[] bytes, int from, int length) {
            if (isFound && channel == found) {
                listener.onReport(channel, type, bytes, from, length);
            }
        }

        @Override
        public void onFault(EpicFault fault) {
            if (isFound) {
                listener.onFault(fault);
            }
        }
    }

    @Override
    public void close() {
        port.close();
    }
}
