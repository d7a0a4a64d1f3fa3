package org.rtkit4j.hardware.mapped;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtkit4j.testkit.Corpus;

class DeviceBarrierTest {
    private static final Path ASSEMBLER = Path.of("/usr/bin/aarch64-linux-gnu-as");
    private static final Path OBJCOPY = Path.of("/usr/bin/aarch64-linux-gnu-objcopy");

    @TempDir
    private Path folder;

    @Test
    void canBeCalledHere() {
        assertDoesNotThrow(DeviceBarrier::full);
    }

    /// There is no AArch64 machine to run it on: an assembler of somebody else's says what the instructions are.
    @Test
    void itsCodeIsWhatAnAssemblerMakesOfIt() throws Exception {
        boolean isThere = Files.exists(ASSEMBLER);
        assertTrue(isThere || !Corpus.isRequired("gdb"), "required and not there: " + ASSEMBLER);
        Assumptions.assumeTrue(isThere, "skipped: no aarch64-linux-gnu-as");
        Path source = Files.writeString(folder.resolve("barrier.s"), "dmb osh\nret\n");
        run(ASSEMBLER.toString(), "-o", folder.resolve("barrier.o").toString(), source.toString());
        Path binary = folder.resolve("barrier.bin");
        run(OBJCOPY.toString(), "-O", "binary", folder.resolve("barrier.o").toString(), binary.toString());
        int[] code = new int[2];
        ByteBuffer.wrap(Files.readAllBytes(binary))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asIntBuffer()
                .get(code);
        assertArrayEquals(code, DeviceBarrier.CODE);
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).inheritIO().start();
        if (process.waitFor() != 0) {
            throw new AssertionError(String.join(" ", command));
        }
    }
}
