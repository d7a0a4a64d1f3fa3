package org.example.driver;

import org.rtkit4j.emulator.crash.CrashCause;
import org.rtkit4j.emulator.firmware.FirmwareEndpoint;
import org.rtkit4j.emulator.firmware.Kernel;

/// The firmware's side of the endpoint. The word 0 is one that it cannot bear.
public final class ComplementFirmware implements FirmwareEndpoint {
    private final int endpoint;
    private final Kernel kernel;

    public ComplementFirmware(int endpoint, Kernel kernel) {
        this.endpoint = endpoint;
        this.kernel = kernel;
    }

    @Override
    public void onMessage(long word) {
        if (word == 0) {
            kernel.crash(new CrashCause.FailedAssert("complement.c", 17, "word != 0"));
        } else {
            kernel.send(endpoint, ~word);
        }
    }
}
