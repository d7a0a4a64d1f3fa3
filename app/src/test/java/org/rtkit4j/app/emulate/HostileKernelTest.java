package org.rtkit4j.app.emulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.hardware.bridge.BridgeClient;
import org.rtkit4j.hardware.bridge.BridgeStatus;
import org.rtkit4j.hardware.bridge.KernelMemory;
import org.rtkit4j.hardware.proxy.server.ServerListener;

/// Kernels that ask a whole emulated Mac for anything: each request has one answer, nothing outside of the machine's
/// memory is touched, and the next kernel finds a machine as good as new.
///
/// `-Drtkit.hostile.requests=1000000` makes it a long run.
class HostileKernelTest {
    private static final int REQUESTS = Integer.getInteger("rtkit.hostile.requests", 20_000);
    private static final int MEMORY_BYTES = 1 << 20;
    private static final int BESIDE_BYTES = 0x3fff;
    private static final long RECV_NOT_EMPTY = 1L << 1;
    private static final byte MARK = 0x5a;
    private static final long ANS = 0x2_7740_0000L;
    private static final long[] PLACES = {
        ANS,
        ANS + 0x8000,
        0x2_7bcc_0000L,
        0x2_7bce_4000L,
        0x2_7bc5_0000L,
        0x2_3b70_0000L,
        0x2_3d0d_8000L,
        0x2_3e40_0000L,
        0x2_3e40_8000L,
        0x2_3fe0_0000L,
        0x8_0000_0000L,
        0x8_0010_0000L,
        0,
        -1,
        Long.MIN_VALUE
    };
    private static final String[] TEXTS = {
        "",
        "ans",
        "ans none",
        "ans 0:CRASH:0",
        "ans 0:HANG:0",
        "smc 0:RESTART:0",
        "ans 5:LOSE:0,9:DUPLICATE:0",
        "smc 0:GARBAGE_EVERYWHERE:7",
        "ans 0:STORM:1",
        "ans 0:ACCESS_FAILS:1",
        "ans 0:DELAY:1000000",
        "\0\ud800 :::"
    };

    @TempDir
    private Path folder;

    private MacService service;
    private MacService.Listening door;
    private Path socket;
    private Path file;

    @BeforeEach
    void listen() throws Exception {
        socket = folder.resolve("socket");
        file = folder.resolve("memory");
        service = BridgeService.at("unix:" + socket, List.of(Profile.named("ans"), Profile.named("smc")));
        door = service.listen(new ServerListener() {});
    }

    @AfterEach
    void close() {
        door.close();
        service.close();
    }

    private KernelMemory memory() throws IOException {
        Files.deleteIfExists(file);
        KernelMemory memory = KernelMemory.of(file, MEMORY_BYTES);
        byte[] beside = new byte[BESIDE_BYTES];
        Arrays.fill(beside, MARK);
        memory.append(beside);
        return memory;
    }

    private void assertNothingBesideIsTouched() throws IOException {
        byte[] content = Files.readAllBytes(file);
        byte[] beside = new byte[BESIDE_BYTES];
        Arrays.fill(beside, MARK);
        assertArrayEquals(beside, Arrays.copyOfRange(content, MEMORY_BYTES, content.length));
    }

    private void assertTheNextKernelIsServed() throws IOException {
        try (var memory = memory();
                var kernel = BridgeClient.connect(socket)) {
            kernel.powerOn(memory);
            assertEquals(0, kernel.read(ANS + 0x44, 4));
            assertTrue(kernel.state().startsWith("ans state=STOPPED"), kernel.state());
            kernel.write(ANS + 0x44, 4, 0x10);
            kernel.openEvents();
            long lines = 0;
            while ((lines & RECV_NOT_EMPTY) == 0) {
                lines = kernel.awaitEvent().lines();
            }
            assertEquals(0x0010_0000_000c_000bL, kernel.read(ANS + 0x8830, 8));
        }
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void anyRequestHasOneAnswerAndStaysInsideTheMachine(long seed) throws IOException {
        var random = new SplittableRandom(seed);
        try (var memory = memory();
                var kernel = BridgeClient.connect(socket)) {
            kernel.powerOn(memory);
            for (int i = 0; i < REQUESTS / 8; i++) {
                ask(kernel, random);
                if (random.nextInt(16) == 0) {
                    fillSomewhere(memory, random);
                }
            }
            assertEquals(BridgeStatus.OK, kernel.request(9, 0, 0, 0).status(), "still in step");
        }
        assertNothingBesideIsTouched();
        assertTheNextKernelIsServed();
    }

    // Data go along where the operation has some, so that the connection goes on.
    private static void ask(BridgeClient kernel, SplittableRandom random) throws IOException {
        int op = random.nextInt(8) == 0 ? random.nextInt() : random.nextInt(4, 10);
        if (op == 8) {
            byte[] text = TEXTS[random.nextInt(TEXTS.length)].getBytes(StandardCharsets.UTF_8);
            kernel.request(op, text.length, random.nextLong(), random.nextLong(), text);
        } else if (op == 7) {
            byte[] block = new byte[random.nextInt(0x200)];
            random.nextBytes(block);
            kernel.request(op, block.length, address(random), random.nextLong(), block);
        } else {
            kernel.request(op, size(random), address(random), value(random));
        }
    }

    private static int size(SplittableRandom random) {
        return random.nextInt(8) == 0 ? random.nextInt() : 1 << random.nextInt(5);
    }

    private static long address(SplittableRandom random) {
        long place = PLACES[random.nextInt(PLACES.length)];
        return random.nextInt(8) == 0 ? random.nextLong() : place + (random.nextInt(-0x40, 0x400) & -4);
    }

    // Often an address in the kernel's memory, near its end too: queues, pages and buffers are there then.
    private static long value(SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextLong();
            case 1 -> 0x8_0000_0000L + random.nextInt(MEMORY_BYTES + 0x8000);
            case 2 -> 1L << random.nextInt(64);
            default -> random.nextInt(64);
        };
    }

    private static void fillSomewhere(KernelMemory memory, SplittableRandom random) {
        long at = random.nextInt(MEMORY_BYTES / 8) * 8L;
        memory.put(at, value(random));
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void anyBytesEndInAnAnswerOrTheConnection(long seed) throws IOException {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 20; i++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            try (var kernel = BridgeClient.connect(socket)) {
                kernel.send(noise);
            } catch (IOException _) {
                // It hung up while we spoke.
            }
        }
        assertTheNextKernelIsServed();
    }

    @Test
    void memoryThatVanishesUnderTheFirmwareCostsThatMachineOnly() throws IOException {
        try (var memory = memory();
                var kernel = BridgeClient.connect(socket)) {
            kernel.powerOn(memory);
            kernel.write(ANS + 0x44, 4, 0x10);
            memory.shrink(0);
            for (long address = 0x8_0000_0000L; address < 0x8_0000_0000L + MEMORY_BYTES; address += 0x1_0000) {
                assertEquals(
                        BridgeStatus.NOTHING_THERE,
                        kernel.request(6, 64, address, 0).status());
            }
            assertEquals(0x10, kernel.read(ANS + 0x44, 4));
        }
        assertTheNextKernelIsServed();
    }
}
