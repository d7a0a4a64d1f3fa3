package org.rtkit4j.testkit;

import org.rtkit4j.wire.port.DeviceMemory;
import org.rtkit4j.wire.port.Region;

class FakeMemoryTest implements DeviceMemoryContract {
    private static final Region SRAM = new Region("own", 0x2_3fe0_0000L, 0x10_0000);

    @Override
    public DeviceMemory memory() {
        return new FakeMemory(SRAM.start(), SRAM.sizeBytes());
    }

    @Override
    public Region region() {
        return SRAM;
    }
}
