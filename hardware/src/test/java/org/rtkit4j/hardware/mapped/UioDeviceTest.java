package org.rtkit4j.hardware.mapped;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtkit4j.hardware.link.PseudoTerminal;
import org.rtkit4j.wire.port.InterruptLine;

/// A file has the maps, and a pseudo-terminal the interrupts: its other end plays the kernel.
class UioDeviceTest {
    private static final int PAGE = 0x1000;
    private static final long PATIENCE = Duration.ofSeconds(60).toNanos();

    @TempDir
    private Path folder;

    private Path mapping;
    private PseudoTerminal kernel;
    private UioDevice device;

    @BeforeEach
    void open() throws IOException {
        mapping = folder.resolve("uio0");
        try (var file = new RandomAccessFile(mapping.toFile(), "rw")) {
            file.setLength(0x10 * PAGE);
        }
        describe("map0", "23e400000.cpu", "0x000000023e400000", "0x4000");
        describe("map1", "23e408000.mbox", "0x000000023e408000", "0x4000");
        kernel = PseudoTerminal.open(folder.resolve("interrupts"));
        device = UioDevice.open(mapping, folder.resolve("interrupts"), folder, PAGE);
    }

    @AfterEach
    void close() throws IOException {
        device.close();
        kernel.close();
    }

    @Test
    void mapsBeginAtPagesOfTheFileAndAreFoundByPhysicalAddress() throws IOException {
        device.registers(0x2_3e40_0044L, 4).write32(0, 0x10);
        device.registers(0x2_3e40_8110L, 8).write32(4, 0x2_0000);
        try (var file = new RandomAccessFile(mapping.toFile(), "r")) {
            file.seek(0x44);
            assertEquals(0x10, file.read());
            file.seek(PAGE + 0x114);
            assertEquals(0x0000_0200, file.readInt());
        }
    }

    @Test
    void reachesWhatItMapsAndNothingElse() {
        assertTrue(device.reaches(0x2_3e40_8000L, 0x4000));
        assertFalse(device.reaches(0x2_3e40_3000L, 0x2000));
        assertThrows(IOException.class, () -> device.registers(0x2_3e41_0000L, 4));
    }

    @Test
    void anInterruptMakesItLookAndFireOnce() throws Exception {
        var isAsserted = new AtomicBoolean();
        var fired = new CountDownLatch(1);
        InterruptLine line = device.line(isAsserted::get);
        line.arm(fired::countDown);
        expectEnabled();
        assertEquals(1, fired.getCount());

        isAsserted.set(true);
        interrupt();
        assertTrue(fired.await(60, TimeUnit.SECONDS));
    }

    @Test
    void aLineThatIsAssertedFiresAtOnce() throws Exception {
        var fired = new CountDownLatch(1);
        device.line(() -> true).arm(fired::countDown);
        assertEquals(0, fired.getCount());
        expectEnabled();
    }

    @Test
    void refusesAFolderThatDescribesNoDevice() {
        assertThrows(IOException.class, () -> UioDevice.open(mapping, mapping, folder.resolve("none"), PAGE));
    }

    @Test
    void namesTheFileOfANumberThatIsNone() throws IOException {
        describe("map2", "bad", "0xzz", "0x1000");
        IOException bad = assertThrows(IOException.class, () -> UioDevice.open(mapping, mapping, folder, PAGE));
        assertTrue(String.valueOf(bad.getMessage()).contains("map2/addr: not a number: 0xzz"), bad::getMessage);
    }

    private void describe(String map, String name, String address, String size) throws IOException {
        Path of = Files.createDirectories(folder.resolve("maps").resolve(map));
        Files.writeString(of.resolve("name"), name + "\n");
        Files.writeString(of.resolve("addr"), address + "\n");
        Files.writeString(of.resolve("size"), size + "\n");
    }

    private void interrupt() throws IOException {
        kernel.write(new byte[] {1, 0, 0, 0}, 0, 4, PATIENCE);
    }

    private void expectEnabled() throws IOException {
        byte[] word = new byte[4];
        int got = 0;
        while (got < 4) {
            got += kernel.read(word, got, 4 - got, PATIENCE);
        }
        assertEquals(1, word[0]);
    }
}
