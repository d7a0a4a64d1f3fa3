package org.rtkit4j.emulator.nvme;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.testkit.AllocationProbe;

/// A command costs no memory: reads, writes and flushes, in batches as deep as the queue.
class NvmeAllocationTest {
    private static final int FIRST_TAG = 2;
    private static final int TAGS = 61;
    private static final int ROUNDS = 500;

    @ParameterizedTest
    @ValueSource(ints = {0x02, 0x01, 0x00})
    void aCommandAllocatesNothing(int opcode) {
        HandHost host = HandHost.of("ans").start();
        for (int tag = FIRST_TAG; tag < FIRST_TAG + TAGS; tag++) {
            host.writeBlock(tag, tag);
            long page = host.pages(1);
            HandHost.Entry sqe =
                    HandHost.read(tag, 1, opcode == 0 ? 0 : page, 0).u8(0, opcode);
            host.place(host.io, tag, sqe, HandHost.tcb(tag, sqe));
        }
        int[] head = {host.io.head};
        Runnable batches = () -> {
            for (int round = 0; round < ROUNDS; round++) {
                head[0] = batch(host, head[0]);
            }
        };
        assertEquals(0, AllocationProbe.leastBytes(batches));
        assertEquals(Map.of(), host.storage.hostBugs());
    }

    private static int batch(HandHost host, int head) {
        for (int tag = FIRST_TAG; tag < FIRST_TAG + TAGS; tag++) {
            host.nvme.write32(0x24910, tag);
        }
        host.machine.step();
        for (int tag = FIRST_TAG; tag < FIRST_TAG + TAGS; tag++) {
            host.nvme.write32(0x28118, tag);
        }
        int next = (head + TAGS) % 64;
        host.nvme.write32(0x100c, next);
        return next;
    }
}
