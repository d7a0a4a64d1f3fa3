package org.rtkit4j.nbd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Any bytes from a client, in pieces of any size: no exception, no answer without end, nothing outside the disk.
class NbdRobustnessTest {
    private static final int ROUNDS = 300;
    private static final int INPUT_BYTES = 1 << 20;

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void survivesAnyOptions(long seed) {
        var random = new SplittableRandom(seed);
        var disk = new MemoryDisk(1 << 20, seed);
        var out = ByteBuffer.allocate(Negotiation.MAX_ANSWER_BYTES);
        for (int round = 0; round < ROUNDS; round++) {
            var negotiation = new Negotiation(new NbdExport("disk", "for tests", disk.traits()));
            negotiation.open(out.clear());
            ByteBuffer stream = options(random);
            var in = ByteBuffer.allocate(stream.remaining());
            Negotiation.Outcome outcome = Negotiation.Outcome.AGAIN;
            while (stream.hasRemaining() && outcome != Negotiation.Outcome.OVER) {
                feed(random, stream, in);
                do {
                    outcome = negotiation.step(in.flip(), out.clear());
                    in.compact();
                } while (outcome == Negotiation.Outcome.AGAIN);
                if (outcome == Negotiation.Outcome.CHOSEN) {
                    break;
                }
            }
        }
    }

    private static ByteBuffer options(SplittableRandom random) {
        var stream = ByteBuffer.allocate(40_000);
        stream.putInt(random.nextInt(8) == 0 ? random.nextInt() : 3);
        for (int i = 0; i < 12; i++) {
            byte[] data = new byte[random.nextInt(random.nextInt(4) == 0 ? 3000 : 24)];
            random.nextBytes(data);
            if (data.length >= 6 && random.nextBoolean()) {
                // A name of a length that may be right.
                data[0] = data[1] = data[2] = 0;
                data[3] = (byte) random.nextInt(data.length);
            }
            stream.putLong(Nbd.OPTION_MAGIC).putInt(random.nextInt(12));
            stream.putInt(random.nextInt(20) == 0 ? random.nextInt() : data.length)
                    .put(data);
        }
        return mutated(random, stream.flip());
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void survivesAnyRequests(long seed) throws IOException {
        var random = new SplittableRandom(seed);
        for (int round = 0; round < ROUNDS / 10; round++) {
            var disk = new MemoryDisk(1 << 20, seed);
            var buffers = new BufferPool(64 << 20);
            var replies = new ReplyQueue(buffers.take(ReplyQueue.TOGETHER_BYTES));
            var transmission =
                    new Transmission(new CommandGate(disk), buffers, buffers.take(4096), random.nextBoolean(), replies);
            ByteBuffer stream = requests(random);
            var in = ByteBuffer.allocateDirect(INPUT_BYTES);
            while (stream.hasRemaining() && !transmission.isBroken() && !transmission.isOver()) {
                feed(random, stream, in);
                in.flip();
                boolean more = true;
                while (more) {
                    more = transmission.step(in);
                    more |= disk.poll() > 0;
                    // The client has fetched its replies.
                    replies.clear();
                }
                in.compact();
                assertTrue(in.hasRemaining(), "the input is full and nothing moves");
            }
            boolean isCut = random.nextBoolean() && !transmission.isBroken();
            end(transmission, isCut, disk, replies, in.flip());
            assertTrue(!isCut || transmission.isOver() || transmission.isBroken(), "it goes on without a client");
            assertEquals(0, disk.inFlight());
            transmission.die();
            buffers.close();
            assertEquals(BufferPool.capacity(ReplyQueue.TOGETHER_BYTES), buffers.heldBytes(), "not given back");
        }
    }

    // The client is gone, or says no more: in the middle of a request, perhaps.
    private static void end(
            Transmission transmission, boolean isCut, MemoryDisk disk, ReplyQueue replies, ByteBuffer rest) {
        if (!isCut) {
            transmission.die();
        }
        do {
            while (isCut && transmission.step(rest)) {
                // What was said in full is carried out.
            }
            transmission.endInput(rest);
            replies.clear();
        } while (disk.poll() > 0);
        replies.clear();
    }

    private static ByteBuffer requests(SplittableRandom random) {
        var stream = ByteBuffer.allocate(4 << 20);
        for (int i = 0; i < 60; i++) {
            int type = random.nextInt(8);
            int length = random.nextInt(random.nextInt(6) == 0 ? 200_000 : 9000);
            long offset = random.nextInt(10) == 0 ? random.nextLong() : random.nextInt(1 << 20);
            stream.putInt(Nbd.REQUEST_MAGIC).putShort((short) (random.nextInt(6) == 0 ? random.nextInt() : 0));
            stream.putShort((short) type).putLong(random.nextLong()).putLong(offset);
            stream.putInt(random.nextInt(40) == 0 ? random.nextInt() : length);
            if (type == Nbd.CMD_WRITE && stream.remaining() > length + 1000) {
                stream.position(stream.position() + length);
            }
            if (stream.remaining() < 1000) {
                break;
            }
        }
        return random.nextInt(3) == 0 ? mutated(random, stream.flip()) : stream.flip();
    }

    private static ByteBuffer mutated(SplittableRandom random, ByteBuffer stream) {
        for (int i = random.nextInt(4); i > 0; i--) {
            stream.put(random.nextInt(stream.limit()), (byte) random.nextInt());
        }
        return stream;
    }

    private static void feed(SplittableRandom random, ByteBuffer stream, ByteBuffer in) {
        int part = Math.min(Math.min(in.remaining(), stream.remaining()), 1 + random.nextInt(60_000));
        in.put(stream.slice(stream.position(), part));
        stream.position(stream.position() + part);
    }
}
