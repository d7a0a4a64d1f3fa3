package org.rtkit4j.emulator.nvme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.emulator.machine.MachineRunner;
import org.rtkit4j.wire.port.InterruptLine;

/// Host and machine on threads of their own: no command and no interrupt gets lost between them.
class NvmeThreadsTest {
    private static final int COMMANDS = 30_000;
    private static final int FIRST_TAG = 2;
    private static final long FOR_EVER_NANOS = 60_000_000_000L;

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 61})
    void nothingIsLostBetweenThreads(int depth) throws InterruptedException {
        HandHost host = HandHost.of("ans").start();
        for (int tag = FIRST_TAG; tag < FIRST_TAG + depth; tag++) {
            host.writeBlock(tag, tag);
            HandHost.Entry sqe = HandHost.read(tag, 1, host.pages(1), 0);
            host.place(host.io, tag, sqe, HandHost.tcb(tag, sqe));
        }
        try (var _ = MachineRunner.start(host.machine)) {
            drive(host, ((1L << depth) - 1) << FIRST_TAG);
        }
        assertEquals(Map.of(), host.storage.hostBugs());
    }

    private static void drive(HandHost host, long tags) throws InterruptedException {
        InterruptLine line = host.ap.iop.interrupt("nvme");
        long free = tags;
        int submitted = 0;
        for (int done = 0; done < COMMANDS; ) {
            for (; free != 0 && submitted < COMMANDS; free &= free - 1, submitted++) {
                host.nvme.write32(0x24910, Long.numberOfTrailingZeros(free));
            }
            assertTrue(line.await(FOR_EVER_NANOS), "no interrupt: done=" + done + ", submitted=" + submitted);
            for (; host.hasAnswer(host.io); done++) {
                HandHost.Answer answer = host.take(host.io);
                assertEquals(0, answer.code());
                host.nvmmu.write32(0x28118, answer.cid());
                free |= 1L << answer.cid();
            }
            host.nvme.write32(0x100c, host.io.head);
        }
    }
}
