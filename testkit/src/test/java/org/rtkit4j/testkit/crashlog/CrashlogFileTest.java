package org.rtkit4j.testkit.crashlog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.wire.crashlog.CrashlogFormat;
import org.rtkit4j.wire.crashlog.CrashlogFormat.Header;
import org.rtkit4j.wire.crashlog.CrashlogFormat.Message;
import org.rtkit4j.wire.crashlog.CrashlogFormat.RegistersV8;
import org.rtkit4j.wire.crashlog.CrashlogFormat.Task;
import org.rtkit4j.wire.crashlog.CrashlogFormat.Version;

/// Reading and writing lose nothing, in either order.
class CrashlogFileTest {
    private static final int[] TAGS = {
        CrashlogFormat.CVER,
        CrashlogFormat.CSTR,
        CrashlogFormat.CTIM,
        CrashlogFormat.CMBX,
        CrashlogFormat.CRG8,
        CrashlogFormat.CRGA,
        CrashlogFormat.CCST,
        CrashlogFormat.CASC,
        CrashlogFormat.CRTK,
        CrashlogFormat.CCDP,
        CrashlogFormat.CPCT,
        CrashlogFormat.CNVR,
        CrashlogFormat.CSTA,
        0x5878_7878
    };

    private static CrashlogFile read(byte[] log) {
        try {
            return CrashlogFile.read(log);
        } catch (NoCrashlogException e) {
            throw new AssertionError(e);
        }
    }

    /// The shortest log of the format's description, byte by byte.
    private static byte[] minimal() {
        String hex = "45484c43" + "01000000" + "84000000" + "00000000" + "00".repeat(16)
                + "72657643" + "00000000" + "00000000" + "38000000"
                + "000102030405060708090a0b0c0d0e0f"
                + "52544b69745f694f532d312e302e3000" + "00".repeat(8)
                + "72747343" + "00000000" + "00000000" + "1c000000"
                + "00000000" + "70616e6963000000"
                + "45484c43" + "00000000" + "00000000" + "10000000";
        return HexFormat.of().parseHex(hex);
    }

    @Test
    void readsTheMinimalLogByItsParts() {
        CrashlogFile file = read(minimal());
        assertEquals(1, file.header().get(Header.VERSION, 0));
        assertEquals(0x84, file.header().get(Header.SIZE, 0));
        assertEquals(List.of("Cver", "Cstr"), names(file));
        ByteString version = file.sections().getFirst().payload();
        assertEquals(
                "000102030405060708090a0b0c0d0e0f" + "52544b69745f694f532d312e302e3000" + "00".repeat(8),
                version.toString());
        ByteString message = file.sections().getLast().payload();
        assertEquals("00000000" + "70616e6963000000", message.toString());
        assertTrue(file.hasFooter());
        assertArrayEquals(minimal(), file.toBytes());
    }

    @Test
    void makesTheMinimalLog() {
        byte[] uuid = HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f");
        CrashlogFile file = new CrashlogBuilder()
                .add(
                        CrashlogFormat.CVER,
                        StructBytes.of(Version.STRUCT)
                                .put(Version.UUID, uuid)
                                .text("RTKit_iOS-1.0.0")
                                .then(new byte[8]))
                .add(
                        CrashlogFormat.CSTR,
                        StructBytes.of(Message.STRUCT).text("panic").then(new byte[2]))
                .finish();
        assertArrayEquals(minimal(), file.toBytes());
    }

    @Test
    void writesBothKindsOfFooter() {
        assertEquals(
                "45484c43" + "0000000000000000" + "10000000",
                new CrashlogBuilder().finish().tail().toString());
        CrashlogFile file = new CrashlogBuilder().finishLong(0x0a);
        assertEquals(
                "45484c43" + "0000000000000000" + "0a000000" + "00".repeat(16),
                file.tail().toString());
        assertEquals(0x40, file.header().get(Header.SIZE, 0));
        assertEquals(file, read(file.toBytes()));
    }

    @Test
    void writesFieldsToTheirOffsets() {
        byte[] log = new CrashlogBuilder()
                .add(
                        CrashlogFormat.CRG8,
                        StructBytes.of(RegistersV8.STRUCT)
                                .put(RegistersV8.X, LongStream.range(0, 31).toArray())
                                .put(RegistersV8.SP, 0x100)
                                .put(RegistersV8.PC, 0x108)
                                .put(RegistersV8.PSR, 0x110)
                                .put(RegistersV8.V, LongStream.range(0, 64).toArray())
                                .put(RegistersV8.FAR, 0x330)
                                .put(RegistersV8.ESR, 0x340))
                .finish()
                .toBytes();
        // Each value is its own offset behind the section's head, which ends at 0x30.
        for (int offset : new int[] {0x100, 0x108, 0x110, 0x330, 0x340}) {
            assertEquals(offset, u64(log, 0x30 + offset));
        }
        assertEquals(30, u64(log, 0x30 + 0x8 + 8 * 30));
        assertEquals(63, u64(log, 0x30 + 0x130 + 8 * 63));
    }

    @Test
    void writesOneStructureBehindTheOther() {
        StructBytes tasks = StructBytes.of(Task.STRUCT)
                .put(Task.POINTER_COUNT, 2)
                .longs(0x1000, 0x2000)
                .then(Task.STRUCT)
                .put(Task.POINTER_COUNT, 1)
                .longs(0x3000);
        byte[] log =
                new CrashlogBuilder().add(CrashlogFormat.CRTK, tasks).finish().toBytes();
        assertEquals(2, u64(log, 0x30 + 0x28) & 0xffff_ffffL);
        assertEquals(0x2000, u64(log, 0x30 + 0x50));
        assertEquals(1, u64(log, 0x30 + 0x58 + 0x28) & 0xffff_ffffL);
        assertEquals(0x3000, u64(log, 0x30 + 0x58 + 0x48));
        assertEquals(0x20 + 16 + 0x58 + 0x50 + 16, log.length);
    }

    @Test
    void refusesWhatAFieldHasNoRoomFor() {
        StructBytes task = StructBytes.of(Task.STRUCT);
        assertThrows(IllegalArgumentException.class, () -> task.put(Task.NAME, new byte[29]));
        assertThrows(IllegalArgumentException.class, () -> task.put(Task.NAME, new long[3]));
        assertArrayEquals(new byte[0x48], task.toArray());
    }

    private static long u64(byte[] log, int offset) {
        return ByteBuffer.wrap(log).order(ByteOrder.LITTLE_ENDIAN).getLong(offset);
    }

    @Test
    void namesWhatIsNoLog() {
        var shorter = assertThrows(NoCrashlogException.class, () -> CrashlogFile.read(new byte[31]));
        assertEquals("shorter than the header of a crash log: offset=0x1f", shorter.getMessage());
        var other = assertThrows(NoCrashlogException.class, () -> CrashlogFile.read(new byte[64]));
        assertEquals(0, other.offset());
    }

    @Test
    void keepsASectionThatReachesPastTheEndInTheTail() {
        byte[] log = minimal();
        log[0x64] = (byte) 0xff;
        CrashlogFile file = read(log);
        assertEquals(List.of("Cver"), names(file));
        assertFalse(file.hasFooter());
        assertEquals(0x84 - 0x58, file.tail().size());
        assertArrayEquals(log, file.toBytes());
    }

    /// Any sections with any payloads, and then any bytes flipped.
    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void givesBackTheBytesThatItRead(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 300; i++) {
            byte[] log = randomLog(random);
            assertArrayEquals(log, read(log).toBytes());
            for (int flips = random.nextInt(20); flips > 0; flips--) {
                log[4 + random.nextInt(log.length - 4)] ^= (byte) (1 << random.nextInt(8));
            }
            byte[] cut = Arrays.copyOf(log, random.nextInt(0x20, log.length + 64));
            assertArrayEquals(cut, read(cut).toBytes());
            assertEquals(read(cut), read(read(cut).toBytes()));
        }
    }

    private static byte[] randomLog(SplittableRandom random) {
        var builder = new CrashlogBuilder();
        for (int sections = random.nextInt(12); sections > 0; sections--) {
            byte[] payload = new byte[random.nextInt(0x400)];
            random.nextBytes(payload);
            int tag = TAGS[random.nextInt(TAGS.length)];
            builder.add(new CrashlogSection(tag, random.nextInt(), random.nextInt(), ByteString.of(payload)));
        }
        return (random.nextBoolean() ? builder.finish() : builder.finishLong(random.nextInt())).toBytes();
    }

    private static List<String> names(CrashlogFile file) {
        return file.sections().stream().map(CrashlogSection::name).toList();
    }
}
