package org.rtkit4j.emulator.firmware;

/// A system endpoint of which no source knows a message, for example trace kit: it takes all and says nothing.
final class QuietEndpoint implements SystemEndpoint {
    @Override
    public void onMessage(long msg0) {}

    @Override
    public boolean isSettled() {
        return true;
    }
}
