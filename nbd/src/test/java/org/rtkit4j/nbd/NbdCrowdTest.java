package org.rtkit4j.nbd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Clients that say anything and leave in any way; a good one writes and reads back throughout.
class NbdCrowdTest {
    private static final int CLIENTS = Integer.getInteger("clients", 400);
    private static final int CLIENTS_A_LOOK = 20;

    /// Whoever has chosen the export keeps his place, idle or not: a disk is in use for days.
    private static final int MOST_LINGERING = NbdServer.MOST_CONNECTIONS - 2;

    private static final int DISK_BYTES = 1 << 20;

    private static final int OWN_BYTES = 4096;
    private static final int ATTEMPTS = 5;

    /// Those who have just left hold their places until the server has seen it.
    private static final int KNOCKS = 1000;

    private static long clients;
    private static long looks;

    private final Deque<Socket> lingering = new ArrayDeque<>();

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void aGoodClientIsServedMeanwhile(long seed) throws IOException {
        var random = new SplittableRandom(seed);
        try (var serving = new Serving(new MemoryDisk(DISK_BYTES, seed))) {
            for (int i = 1; i <= CLIENTS; i++) {
                client(serving, random);
                clients++;
                if (i % CLIENTS_A_LOOK == 0) {
                    requireThatItServes(serving, random);
                    looks++;
                }
            }
            while (!lingering.isEmpty()) {
                lingering.remove().close();
            }
        }
    }

    @AfterAll
    static void say() {
        System.out.printf("hostile NBD: %,d clients, a good one served %,d of %,d times%n", clients, looks, looks);
    }

    private void client(Serving serving, SplittableRandom random) throws IOException {
        var socket =
                new Socket(serving.address().getAddress(), serving.address().getPort());
        try {
            socket.getOutputStream().write(said(random));
        } catch (IOException _) {
            // The server has had enough.
        }
        switch (random.nextInt(3)) {
            case 0 -> linger(socket);
            case 1 -> {
                socket.setSoLinger(true, 0);
                socket.close();
            }
            default -> socket.close();
        }
    }

    // One that never reads what it asked for, too.
    private void linger(Socket socket) throws IOException {
        lingering.add(socket);
        if (lingering.size() > MOST_LINGERING) {
            lingering.remove().close();
        }
    }

    private static byte[] said(SplittableRandom random) throws IOException {
        var said = new ByteArrayOutputStream();
        try (var client = RawClient.monologue(said)) {
            client.out.writeInt(random.nextInt(10) == 0 ? random.nextInt() : 3);
            client.option(random.nextInt(3) == 0 ? random.nextInt(16) : 7, new byte[6]);
            for (int i = random.nextInt(20); i > 0; i--) {
                request(client, random);
            }
        }
        byte[] bytes = said.toByteArray();
        for (int i = random.nextInt(2) * random.nextInt(8); i > 0; i--) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return random.nextBoolean() ? bytes : Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
    }

    private static void request(RawClient client, SplittableRandom random) throws IOException {
        int type = random.nextInt(8);
        int length = random.nextInt(10) == 0 ? random.nextInt() : 512 * random.nextInt(300);
        long offset = random.nextInt(10) == 0 ? random.nextLong() : random.nextInt(DISK_BYTES);
        client.request(0, type, random.nextLong(), offset, length);
        if (type == Nbd.CMD_WRITE) {
            client.out.write(new byte[random.nextInt(6) == 0 ? random.nextInt(4096) : Math.clamp(length, 0, 1 << 18)]);
        }
    }

    // Another may write to the same place in between, by chance; not again and again.
    private static void requireThatItServes(Serving serving, SplittableRandom random) throws IOException {
        boolean isSame = false;
        for (int i = 0; i < ATTEMPTS && !isSame; i++) {
            isSame = readsBackWhatItWrites(serving, random);
        }
        assertTrue(isSame, "what was read is not what was written");
    }

    private static RawClient knock(Serving serving) throws IOException {
        for (int i = 0; i < KNOCKS; i++) {
            RawClient client = serving.client();
            try {
                return client.go();
            } catch (EOFException | SocketException _) {
                client.close();
            }
        }
        throw new AssertionError("turned away every time");
    }

    private static boolean readsBackWhatItWrites(Serving serving, SplittableRandom random) throws IOException {
        var written = new byte[OWN_BYTES];
        random.nextBytes(written);
        long offset = OWN_BYTES * random.nextLong(DISK_BYTES / OWN_BYTES);
        try (RawClient client = knock(serving)) {
            client.request(0, Nbd.CMD_WRITE, 1, offset, OWN_BYTES).out.write(written);
            assertEquals(0, client.reply(1));
            client.request(0, Nbd.CMD_READ, 2, offset, OWN_BYTES);
            assertEquals(0, client.reply(2));
            byte[] read = client.in.readNBytes(OWN_BYTES);
            client.request(0, Nbd.CMD_DISC, 3, 0, 0);
            return Arrays.equals(written, read);
        }
    }
}
