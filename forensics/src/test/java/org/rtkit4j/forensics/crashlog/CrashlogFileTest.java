package org.rtkit4j.forensics.crashlog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.wire.crashlog.CrashlogFormat;

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
        assertEquals(new CrashlogHeader(1, 0x84, 0, Bytes.zeros(16)), file.header());
        assertEquals(List.of("Cver", "Cstr"), names(file));
        var version = assertInstanceOf(
                SectionBody.Version.class, file.sections().getFirst().body());
        assertEquals("000102030405060708090a0b0c0d0e0f", version.uuid().toString());
        assertEquals("RTKit_iOS-1.0.0", version.text().text());
        var message = assertInstanceOf(
                SectionBody.Message.class, file.sections().getLast().body());
        assertEquals("panic", message.text().text());
        assertTrue(file.hasFooter());
        assertArrayEquals(minimal(), file.toBytes());
    }

    @Test
    void makesTheMinimalLog() {
        byte[] uuid = HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f");
        byte[] text = Arrays.copyOf(Bytes.text("RTKit_iOS-1.0.0").toArray(), 24);
        byte[] panic = Arrays.copyOf(Bytes.text("panic").toArray(), 8);
        CrashlogFile file = new CrashlogBuilder()
                .add(new SectionBody.Version(Bytes.of(uuid), Bytes.of(text)))
                .add(new SectionBody.Message(0, Bytes.of(panic)))
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
        assertEquals(0x40, file.header().size());
        assertEquals(file, read(file.toBytes()));
    }

    @Test
    void writesEverySectionToItsOffsets() {
        SectionBody.RegistersV8 v8 = new SectionBody.RegistersV8(
                0xa0,
                0xa4,
                LongStream.range(0, 31).boxed().toList(),
                0x100,
                0x108,
                0x110,
                0x118,
                0x120,
                0x128,
                LongStream.range(0, 64).boxed().toList(),
                0x330,
                0x338,
                0x340,
                0x348,
                Bytes.NONE);
        byte[] log = new CrashlogBuilder().add(v8).finish().toBytes();
        // Each value is its own offset behind the section's head, which ends at 0x30.
        for (int offset : new int[] {0x100, 0x108, 0x110, 0x118, 0x120, 0x128, 0x330, 0x338, 0x340, 0x348}) {
            assertEquals(offset, new LittleEndian(log, 0x30 + offset, 0x38 + offset).u64());
        }
        assertEquals(30, new LittleEndian(log, 0x30 + 0x8 + 8 * 30, 0x30 + 0x10 + 8 * 30).u64());
        assertEquals(63, new LittleEndian(log, 0x30 + 0x130 + 8 * 63, 0x30 + 0x138 + 8 * 63).u64());
        assertEquals(v8, read(log).sections().getFirst().body());
    }

    @Test
    void writesTasksWithAsManyPointersAsTheyHave() {
        var task = new SectionBody.TaskEntry(
                7, 1, 0, 0, 0, 0x1234, Bytes.zeros(16), Bytes.of(new byte[28]), List.of(0x1000L, 0x2000L));
        byte[] log = new CrashlogBuilder()
                .add(new SectionBody.Tasks(List.of(task, task), Bytes.NONE))
                .finish()
                .toBytes();
        assertEquals(2, new LittleEndian(log, 0x30 + 0x28, 0x30 + 0x2c).u32());
        assertEquals(0x2000, new LittleEndian(log, 0x30 + 0x50, 0x30 + 0x58).u64());
        assertEquals(0x20 + 16 + 2 * 0x58 + 16, log.length);
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
            if (tag == CrashlogFormat.CRTK && payload.length > 0x30) {
                payload[0x29] = 0;
                payload[0x2a] = 0;
                payload[0x2b] = 0;
            }
            builder.add(new CrashlogSection(
                    tag, random.nextInt(), random.nextInt(), new SectionBody.Opaque(Bytes.of(payload))));
        }
        return (random.nextBoolean() ? builder.finish() : builder.finishLong(random.nextInt())).toBytes();
    }

    private static List<String> names(CrashlogFile file) {
        return file.sections().stream().map(CrashlogSection::name).toList();
    }
}
