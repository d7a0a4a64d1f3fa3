package org.rtkit4j.emulator.firmware;

/// An application endpoint that answers each message with itself.
public final class EchoEndpoint implements FirmwareEndpoint {
    private final int endpoint;
    private final Kernel kernel;

    public EchoEndpoint(int endpoint, Kernel kernel) {
        this.endpoint = endpoint;
        this.kernel = kernel;
    }

    @Override
    public void onMessage(long msg0) {
        kernel.send(endpoint, msg0);
    }
}
