package org.rtkit4j.core.mailbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rtkit4j.wire.port.Registers;

/// Registers that remember each access, in order, and read what the test has put there; 0 elsewhere.
final class RecordedRegisters implements Registers {
    final Map<Long, Long> values = new HashMap<>();
    final List<String> log = new ArrayList<>();

    @Override
    public int read32(long offset) {
        log.add("read32 0x%x".formatted(offset));
        return values.getOrDefault(offset, 0L).intValue();
    }

    @Override
    public long read64(long offset) {
        log.add("read64 0x%x".formatted(offset));
        return values.getOrDefault(offset, 0L);
    }

    @Override
    public void write32(long offset, int value) {
        log.add("write32 0x%x %x".formatted(offset, value));
    }

    @Override
    public void write64(long offset, long value) {
        log.add("write64 0x%x %x".formatted(offset, value));
    }
}
