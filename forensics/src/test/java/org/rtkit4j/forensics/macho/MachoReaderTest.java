package org.rtkit4j.forensics.macho;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.testkit.AllocationProbe;

class MachoReaderTest {
    private static MachoImage only(byte[] file) {
        try {
            List<MachoImage> images = MachoReader.read(file);
            assertEquals(1, images.size());
            return images.getFirst();
        } catch (MachoException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> names(MachoImage image) {
        return IntStream.range(0, image.symbols().size())
                .mapToObj(i -> image.symbols().name(i))
                .toList();
    }

    @Test
    void readsAnArm64Executable() {
        MachoImage image = only(MachoFixture.arm64());
        assertEquals(MachoCpu.ARM64, image.cpu());
        assertEquals(MachoFixture.UUID, image.uuid());
        assertEquals(0x4100L, image.entry());
        assertEquals(
                List.of("__PAGEZERO", "__TEXT", "__DATA", "__LINKEDIT"),
                image.segments().stream().map(MachoSegment::name).toList());
        MachoSegment text = image.segments().get(1);
        assertEquals(0x4000, text.address());
        assertEquals(0x200, text.sizeBytes());
        assertTrue(text.isExecutable());
        assertEquals("__text", text.sections().getFirst().name());
        MachoSegment data = image.segments().get(2);
        assertEquals(0x100, data.sizeBytes());
        assertEquals(0x20, data.data().limit());
        assertFalse(image.segments().getFirst().isMemory());
        assertFalse(image.segments().getLast().isMemory());
    }

    @Test
    void sortsSymbolsAndLeavesOutWhatHasNoPlace() {
        MachoImage image = only(MachoFixture.arm64());
        assertEquals(
                List.of("task_main", "handle_request", "assert_fail", "_ZN7Display4swapEi", "counter"), names(image));
        assertEquals(0x4040, image.symbols().address(1));
        assertFalse(image.symbols().isExternal(1));
        assertTrue(image.symbols().isExternal(2));
        assertEquals(4, image.functionCount());
        assertEquals(0x40c0, image.functionStart(2));
    }

    @Test
    void readsAPreloadWithPointerAuthentication() {
        MachoImage image = only(MachoFixture.arm64e());
        assertEquals(MachoCpu.ARM64E, image.cpu());
        assertEquals(0x4100L, image.entry());
    }

    @Test
    void readsThumbCodeOf32Bits() {
        MachoImage image = only(MachoFixture.arm32());
        assertEquals(MachoCpu.ARM32, image.cpu());
        assertEquals(0x4100L, image.entry());
        assertTrue(image.symbols().isThumb(0));
        assertFalse(image.symbols().isThumb(4));
        assertEquals(0x4080, image.symbols().address(2));
    }

    @Test
    void readsEveryImageOfAUniversalFile() throws MachoException {
        List<MachoImage> images = MachoReader.read(MachoFixture.universal(MachoFixture.arm32(), MachoFixture.arm64e()));
        assertEquals(
                List.of(MachoCpu.ARM32, MachoCpu.ARM64E),
                images.stream().map(MachoImage::cpu).toList());
        assertEquals("task_main", images.getLast().symbols().name(0));
    }

    @Test
    void namesAddressesByFunctionOrSegment() {
        var symbolizer = new Symbolizer(only(MachoFixture.arm64()), 0x10_0000);
        assertEquals("handle_request", symbolizer.name(0x10_4040));
        assertEquals("handle_request+0x10", symbolizer.name(0x10_4050));
        // The function at 0x40c0 has lost its name: assert_fail, before it, does not count.
        assertEquals("__TEXT+0xc8", symbolizer.name(0x10_40c8));
        assertEquals("__DATA+0x4", symbolizer.name(0x10_8004));
        assertEquals("counter+0x4", symbolizer.name(0x10_800c));
        assertNull(symbolizer.name(0x4040));
        assertNull(symbolizer.name(0x20_0000));
    }

    @Test
    void takesAReturnAddressAtTheEndOfAFunctionForItsCaller() {
        var symbolizer = new Symbolizer(only(MachoFixture.arm64()), 0);
        assertEquals("handle_request+0x40", symbolizer.nameOfCaller(0x4080));
        assertEquals("assert_fail", symbolizer.name(0x4080));
        assertEquals("task_main", symbolizer.nameOfCaller(0x4000));
    }

    @Test
    void namesTheOffsetOfWhatIsWrong() {
        assertFault("no Mach-O file, by its size: size=3: offset=0x0", new byte[3]);
        assertFault("no Mach-O file: magic=0x0: offset=0x0", new byte[64]);
        assertFault("not for an Arm core: cputype=0x1000007: offset=0x4", changed(4, 0x0100_0007));
        assertFault("an object file: it has no addresses yet: offset=0xc", changed(12, 1));
        assertFault("too many load commands: count=4294967295: offset=0x10", changed(16, -1));
        assertFault("load commands reach past the end of the file: offset=0x20", changed(20, 0x10_0000));
        // The first command's size, then the count of sections of the first segment.
        assertFault("load command of an impossible size: size=4: offset=0x24", changed(0x24, 4));
        assertFault("segment with more sections than fit: count=9: offset=0x60", changed(0x60, 9));
    }

    private static byte[] changed(int at, int value) {
        byte[] file = MachoFixture.arm64();
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(at, value);
        return file;
    }

    private static void assertFault(String message, byte[] file) {
        assertEquals(
                message,
                assertThrows(MachoException.class, () -> MachoReader.read(file)).getMessage());
    }

    @Test
    void readsEveryPrefixOrRefusesIt() {
        byte[] file = MachoFixture.arm64();
        for (int end = 0; end < file.length; end++) {
            byte[] prefix = Arrays.copyOf(file, end);
            assertThrows(MachoException.class, () -> MachoReader.read(prefix));
        }
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void survivesFlippedBits(long seed) {
        var random = new SplittableRandom(seed);
        byte[][] files = {
            MachoFixture.arm64(),
            MachoFixture.arm32(),
            MachoFixture.universal(MachoFixture.arm64(), MachoFixture.arm32())
        };
        for (int i = 0; i < 3_000; i++) {
            byte[] file = files[i % files.length].clone();
            for (int flips = random.nextInt(1, 8); flips > 0; flips--) {
                int at = random.nextInt(random.nextInt(4) > 0 ? 0x300 : file.length);
                file[at] = (byte) (random.nextBoolean() ? random.nextInt() : file[at] ^ 1 << random.nextInt(8));
            }
            long bytes = AllocationProbe.bytes(() -> survive(file));
            assertTrue(bytes < 64L * file.length + (1 << 20), "allocated " + bytes);
        }
    }

    private static void survive(byte[] file) {
        try {
            for (MachoImage image : MachoReader.read(file)) {
                for (int i = 0; i < image.symbols().size(); i++) {
                    image.symbols().name(i);
                    image.endOf(image.symbols().address(i));
                    new Symbolizer(image, 0x1000).nameOfCaller(image.symbols().address(i));
                }
            }
        } catch (MachoException e) {
            assertTrue(e.getMessage().contains("offset=0x"), e.getMessage());
        }
    }
}
