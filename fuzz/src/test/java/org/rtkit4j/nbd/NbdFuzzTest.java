package org.rtkit4j.nbd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.rtkit4j.drivers.disk.Disk;
import org.rtkit4j.drivers.disk.DiskCommand;
import org.rtkit4j.drivers.disk.DiskStatus;
import org.rtkit4j.drivers.disk.DiskTraits;

/// A hostile client: any bytes, in pieces of any size, through negotiation and transmission. Nothing is thrown,
/// the disk is asked for nothing that it does not have, and what was begun ends.
class NbdFuzzTest {
    private static final int DISK_BYTES = 1 << 18;
    private static final int INPUT_BYTES = 1 << 20;

    @FuzzTest
    void survivesAnyClient(FuzzedDataProvider data) throws IOException {
        var disk = new Sink();
        var negotiation = new Negotiation(new NbdExport("disk", "for tests", disk.traits()));
        var out = ByteBuffer.allocate(Negotiation.MAX_ANSWER_BYTES);
        negotiation.open(out);
        var in = ByteBuffer.allocateDirect(INPUT_BYTES);
        var outcome = Negotiation.Outcome.AGAIN;
        while (data.remainingBytes() > 0 && outcome != Negotiation.Outcome.OVER) {
            in.put(data.consumeBytes(Math.min(in.remaining(), 1 + data.consumeInt(0, 300))))
                    .flip();
            do {
                outcome = negotiation.step(in, out.clear());
            } while (outcome == Negotiation.Outcome.AGAIN);
            if (outcome == Negotiation.Outcome.CHOSEN) {
                transmit(data, disk, negotiation.isStructured(), in);
                return;
            }
            in.compact();
        }
    }

    private static void transmit(FuzzedDataProvider data, Sink disk, boolean structured, ByteBuffer in)
            throws IOException {
        var buffers = new BufferPool(64 << 20);
        var replies = new ReplyQueue(buffers.take(ReplyQueue.TOGETHER_BYTES));
        var transmission = new Transmission(new CommandGate(disk), buffers, buffers.take(4096), structured, replies);
        boolean more = true;
        while (more && !transmission.isBroken() && !transmission.isOver()) {
            while (moves(transmission, disk, in)) {
                replies.clear();
            }
            in.compact();
            assertTrue(in.hasRemaining(), "the input is full and nothing moves");
            more = data.remainingBytes() > 0;
            in.put(data.consumeBytes(Math.min(in.remaining(), 1 + data.consumeInt(0, 5000))))
                    .flip();
        }
        leave(transmission, disk, replies, in);
        assertTrue(transmission.isOver() || transmission.isBroken(), "it goes on without a client");
        transmission.die();
        while (disk.poll() > 0) {
            // What was in flight ends unheard.
        }
        replies.clear();
        assertEquals(0, disk.inFlight());
        buffers.close();
        assertEquals(BufferPool.capacity(ReplyQueue.TOGETHER_BYTES), buffers.heldBytes(), "not given back");
    }

    // The input ends, in the middle of a request perhaps: what was said in full is carried out.
    private static void leave(Transmission transmission, Sink disk, ReplyQueue replies, ByteBuffer in) {
        do {
            while (moves(transmission, disk, in)) {
                replies.clear();
            }
            transmission.endInput(in);
            replies.clear();
        } while (disk.inFlight() > 0);
    }

    // Both have their turn, whatever the first says.
    private static boolean moves(Transmission transmission, Sink disk, ByteBuffer in) {
        boolean stepped = transmission.step(in);
        return disk.poll() > 0 || stepped;
    }

    /// A disk that forgets what it is given, and checks it.
    private static final class Sink implements Disk {
        private final DiskTraits traits =
                new DiskTraits("SINK", "1", "1", 4096, DISK_BYTES, 0x8000, 0x1_0000, 7, false, true, true);
        private final ArrayDeque<DiskCommand> flying = new ArrayDeque<>();

        @Override
        public DiskTraits traits() {
            return traits;
        }

        @Override
        public boolean submit(DiskCommand command) {
            command.require(traits);
            if (flying.size() == traits.depth()) {
                return false;
            }
            flying.add(command);
            return true;
        }

        @Override
        public int poll() {
            int count = flying.size();
            for (int i = 0; i < count; i++) {
                flying.remove().complete(DiskStatus.OK, 0);
            }
            return count;
        }

        @Override
        public int inFlight() {
            return flying.size();
        }

        @Override
        public void arm(Runnable handler) {}

        @Override
        public long nextDueNanos() {
            return NEVER;
        }

        @Override
        public void await(long timeoutNanos) {}

        @Override
        public String failure() {
            return null;
        }

        @Override
        public void close() {}
    }
}
