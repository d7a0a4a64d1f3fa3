package org.rtkit4j.emulator.display;

import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.iomfb.IomfbCallback;

/// Hands on the operating system's way to a display, for tests of hosts: what its firmware does wrong, and what it asks
/// for. Any thread may use it.
public final class IomfbHands {
    private final IomfbHazards hazards;
    private final Executor between;
    // The firmware that runs now.
    private @Nullable IomfbFirmware firmware;

    /// @param between does something between two steps of the firmware, before it returns
    IomfbHands(IomfbHazards hazards, Executor between) {
        this.hazards = hazards;
        this.between = between;
    }

    void serve(IomfbFirmware running) {
        firmware = running;
    }

    /// Has the firmware do something wrong, once.
    public void inject(IomfbHazard hazard) {
        between.execute(() -> {
            hazards.add(hazard);
            if (firmware != null) {
                firmware.onHazard();
            }
        });
    }

    /// Has the firmware call the AP, with these arguments and zeros in place of all others, once nothing else waits.
    ///
    /// @param arguments numbers by their names, see [org.rtkit4j.wire.iomfb.RemoteCall#signature]
    /// @return hears the answer
    /// @throws IllegalStateException if the firmware has not been given its memory
    public CallResult call(IomfbCallback callback, Map<String, Long> arguments) {
        var result = new CallResult();
        between.execute(() -> {
            if (firmware == null) {
                throw new IllegalStateException("the firmware has no memory for calls yet");
            }
            firmware.call(callback, arguments, result);
        });
        return result;
    }
}
