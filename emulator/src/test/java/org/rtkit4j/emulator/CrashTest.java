package org.rtkit4j.emulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.emulator.crash.CrashCause;
import org.rtkit4j.emulator.crashlog.CrashSnapshot;
import org.rtkit4j.emulator.crashlog.CrashlogWriter;
import org.rtkit4j.emulator.crashlog.MailboxRecord;
import org.rtkit4j.emulator.crashlog.PageMapping;
import org.rtkit4j.emulator.firmware.FirmwareState;
import org.rtkit4j.emulator.image.FirmwareImage;
import org.rtkit4j.emulator.profile.Profile;

/// Walks the logs by the offsets of the format's description.
class CrashTest {
    private static final long TEXT_BASE = 0x1_0000;
    private static final long TEXT_END = 0x5_0000;

    private final HandAp ap = HandAp.of("generic");

    /// Checks the frame of a log and returns its payloads by tag.
    private static Map<String, ByteBuffer> sections(byte[] bytes) {
        ByteBuffer log = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals("EHLC", new String(bytes, 0, 4, StandardCharsets.US_ASCII));
        assertEquals(1, log.getInt(4));
        int size = log.getInt(8);
        assertTrue(size <= bytes.length, "size");
        var sections = new LinkedHashMap<String, ByteBuffer>();
        int at = 0x20;
        while (log.getInt(at) != 0x434c_4845) {
            String tag = new StringBuilder(new String(bytes, at, 4, StandardCharsets.US_ASCII))
                    .reverse()
                    .toString();
            int length = log.getInt(at + 12);
            assertTrue(length > 16 && length % 8 == 0 && at + length < size, tag + " " + length);
            sections.put(tag, log.slice(at + 16, length - 16).order(ByteOrder.LITTLE_ENDIAN));
            at += length;
        }
        assertEquals(0x10, log.getInt(at + 12));
        assertEquals(0, log.getLong(at + 16));
        assertEquals(0, log.getLong(at + 24));
        assertEquals(size, at + 0x20);
        return sections;
    }

    private static String text(ByteBuffer payload, int offset, int limit) {
        byte[] bytes = new byte[Math.min(limit, payload.capacity() - offset)];
        payload.get(offset, bytes);
        String text = new String(bytes, StandardCharsets.US_ASCII);
        return text.substring(0, text.indexOf('\0'));
    }

    private Map<String, ByteBuffer> crashAndRead(Runnable crash) {
        ap.boot();
        long crashlog = ap.buffers.stream()
                .filter(b -> b.sizeBytes() == 0x4000)
                .map(b -> b.iova())
                .sorted()
                .toList()
                .get(0);
        crash.run();
        ap.settle();
        assertEquals(FirmwareState.CRASHED, ap.iop.state());
        ap.expect(1, 0x0010_4000_0000_0000L | crashlog);
        ap.expectSilence();
        return sections(ap.bufferAt(crashlog).copy());
    }

    @Test
    void leavesACompleteLogWhenProvokedHard() {
        ap.clock.advance(1_000_000_000);
        Map<String, ByteBuffer> log = crashAndRead(() -> {
            ap.clock.advance(1_000_000);
            ap.send(1, 0x22);
        });
        assertEquals(
                List.of("Cver", "Cstr", "Ctim", "Crg8", "Ccst", "CasC", "Cmbx", "Crtk", "Ccdp"),
                List.copyOf(log.keySet()));
        ByteBuffer version = section(log, "Cver");
        assertEquals(0x6c, version.get(0));
        assertEquals(0x01, version.get(15));
        assertEquals("RTKit-2100.40.7.release - Client: ExampleGenericFirmware-12.1", text(version, 16, 100));
        ByteBuffer message = section(log, "Cstr");
        assertEquals(0, message.getInt(0));
        assertEquals(
                "DATA ABORT on store of 0x0000000000000000\nrtkit task: crashlog (2 of 7)\n", text(message, 4, 200));
        assertEquals(24_000, section(log, "Ctim").getLong(0));
        ByteBuffer registers = section(log, "Crg8");
        assertEquals(0x350, registers.capacity());
        assertEquals(0x9600_0047L, registers.getLong(0x340));
        assertEquals(0, registers.getLong(0x330));
        assertEquals(0x5, registers.getLong(0x110) & 0x1f, "EL1h");
        assertInsideImage(registers.getLong(0x108));
        assertInsideImage(registers.getLong(0x008 + 8 * 30));
        assertTrue(registers.getLong(0x100) > TEXT_END);
        ByteBuffer stack = section(log, "Ccst");
        assertEquals(2, stack.getInt(0));
        assertEquals(registers.getLong(0x008 + 8 * 30), stack.getLong(8), "the link register is the innermost frame");
        int frames = 0;
        while (stack.getLong(8 + 8 * frames) != 0) {
            assertInsideImage(stack.getLong(8 + 8 * frames++));
        }
        assertEquals(6, frames);
        assertEquals(0x30, section(log, "CasC").capacity());
    }

    @Test
    void recordsWhatWasOnTheMailbox() {
        Map<String, ByteBuffer> log = crashAndRead(() -> {
            ap.send(0, 0x0050_0020_0000_0002L);
            ap.send(0x20, 0xcafeL);
            ap.receive();
            ap.clock.advance(1_000_000);
            ap.send(1, 0x40);
        });
        ByteBuffer mailbox = section(log, "Cmbx");
        int entries = (mailbox.capacity() - 28) / 24;
        assertEquals(32, entries);
        assertEquals(32, mailbox.getInt(24));
        int last = 28 + 24 * (entries - 1);
        assertEquals(1, mailbox.getLong(last));
        assertEquals(0x40, mailbox.getLong(last + 8));
        assertEquals(24_000, mailbox.getInt(last + 16));
        for (int back = 1; back <= 2; back++) {
            assertEquals(0x20, mailbox.getLong(last - 24 * back));
            assertEquals(0xcafe, mailbox.getLong(last - 24 * back + 8));
        }
        assertEquals(0, mailbox.getLong(last - 72));
        assertEquals(0x0050_0020_0000_0002L, mailbox.getLong(last - 72 + 8));
        assertEquals(
                "ASSERT!crashlog.c:318: crash requested by the AP",
                text(section(log, "Cstr"), 4, 200).lines().findFirst().orElseThrow());
        assertEquals(0x3c, section(log, "Crg8").getLong(0x340) >>> 26 & 0x3f, "EC of BRK");
    }

    @Test
    void listsItsTasksWithTheirStacks() {
        Map<String, ByteBuffer> log = crashAndRead(() -> ap.send(1, 0x40));
        ByteBuffer tasks = section(log, "Crtk");
        var names = new ArrayList<String>();
        int at = 0;
        while (at + 0x48 <= tasks.capacity()) {
            assertEquals(names.size(), tasks.getShort(at));
            assertEquals(names.size() == 2 ? 1 : 0, tasks.getShort(at + 2));
            int count = tasks.getInt(at + 0x28);
            for (int i = 0; i < count; i++) {
                assertInsideImage(tasks.getLong(at + 0x48 + 8 * i));
            }
            names.add(text(tasks, at + 0x2c, 28));
            at += 0x48 + 8 * count;
        }
        assertEquals(tasks.capacity(), at);
        assertEquals(List.of("idle", "mgmt", "crashlog", "syslog", "ioreport", "oslog", "user01"), names);
    }

    /// What the firmware writes at the one address, the AP finds at the other.
    @Test
    void tellsWhereItsSharedPagesLie() {
        Map<String, ByteBuffer> log = crashAndRead(() -> ap.send(1, 0x40));
        ByteBuffer pages = section(log, "Ccdp");
        var iovas = new ArrayList<Long>();
        for (int at = 0; at + 20 <= pages.capacity(); at += 20) {
            long iova = pages.getLong(at);
            byte[] there = new byte[4096];
            ap.emulated.machine().read(pages.getLong(at + 8), there, 0, there.length);
            byte[] here = new byte[4096];
            ap.emulated.coprocessor().memory().load(iova, here, 0, here.length);
            assertArrayEquals(here, there);
            iovas.add(iova);
        }
        // 16 KiB for the log, 16 for the syslog, 4 for the reports, in the order of the requests.
        var expected = ap.buffers.stream()
                .limit(3)
                .flatMap(buffer ->
                        LongStream.range(0, buffer.sizeBytes() / 4096).mapToObj(page -> buffer.iova() + 4096 * page))
                .sorted()
                .toList();
        assertEquals(9, expected.size());
        assertEquals(expected, iovas.stream().sorted().toList());
    }

    @Test
    void crashesWhenItsMemoryIsTakenAway() {
        ap.boot();
        // The ring of the syslog, second of the two buffers of 0x4000 bytes.
        ap.bufferAt(0x1000_4000L).close();
        ap.iop.log("t", "into the void");
        ap.settle();
        assertEquals(FirmwareState.CRASHED, ap.iop.state());
        CrashCause.DataAbort abort = assertInstanceOf(CrashCause.DataAbort.class, ap.iop.crashCause());
        assertEquals(0x1000_4200L, abort.address());
        assertTrue(abort.isWrite());
        ap.expect(1, 0x0010_4000_1000_0000L);
        assertEquals(
                0x1000_4200L,
                section(sections(ap.bufferAt(0x1000_0000L).copy()), "Crg8").getLong(0x330));
    }

    @Test
    void goesSilentWithoutABufferForItsLog() {
        var bare = new HandAp(Profile.named("generic").with("crashlog.bytes", "0"));
        bare.boot();
        assertTrue(bare.iop.crash(new CrashCause.FailedAssert("x.c", 1, "0")));
        bare.send(0, 0x0030_0000_0000_0000L);
        bare.expectSilence();
        assertEquals(FirmwareState.CRASHED, bare.iop.state());
        assertFalse(bare.iop.isCrashReported());
        assertFalse(bare.iop.crash(new CrashCause.FailedAssert("x.c", 1, "0")), "dead already");
    }

    @Test
    void goesSilentWhereTheBufferForItsLogIsGone() {
        ap.boot();
        ap.buffers.forEach(b -> b.close());
        assertTrue(ap.iop.crash(new CrashCause.FailedAssert("x.c", 1, "0")));
        ap.expectSilence();
        assertEquals(FirmwareState.CRASHED, ap.iop.state());
    }

    @Test
    void isBackAfterAReset() {
        ap.boot();
        ap.send(1, 0x22);
        ap.receive();
        ap.iop.reset();
        ap.boot();
        assertEquals(FirmwareState.RUNNING, ap.iop.state());
    }

    @ParameterizedTest
    @CsvSource({
        "64, ''",
        "180, Cver Ctim",
        "200, Cver Cstr",
        "1200, Cver Cstr Ctim Crg8 Ccst",
        "1500, Cver Cstr Ctim Crg8 Ccst CasC Cmbx Ccdp"
    })
    void dropsWhatDoesNotFit(int limit, String expected) {
        byte[] log = CrashlogWriter.write(snapshot(5), limit);
        assertTrue(log.length <= limit);
        assertEquals(expected, String.join(" ", sections(log).keySet()));
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 65, 66, 100, 333, 1000, 1300, 1301, 1500, 2000, 4000, 4096, 0x10000})
    void isCompleteWhateverTheSizeOfItsBuffer(int limit) {
        byte[] log = CrashlogWriter.write(snapshot(32), limit);
        assertTrue(log.length <= limit);
        Map<String, ByteBuffer> sections = sections(log);
        ByteBuffer mailbox = sections.get("Cmbx");
        if (mailbox != null && mailbox.capacity() > 32) {
            int last = 28 + 24 * ((mailbox.capacity() - 28) / 24 - 1);
            assertEquals(31, mailbox.getLong(last + 8), "the newest message stays");
        }
    }

    private static CrashSnapshot snapshot(int messages) {
        var image = new FirmwareImage(
                "RTKit-0 - Client: Example", new UUID(1, 2), 0x1_0000, 0x4_0000, List.of("idle", "worker"));
        var records = new ArrayList<MailboxRecord>();
        for (int i = 0; i < messages; i++) {
            records.add(new MailboxRecord(0x20, i, i));
        }
        var pages = new ArrayList<PageMapping>();
        for (int i = 0; i < messages; i++) {
            pages.add(new PageMapping(0x1000L * i, 0x8_0000_0000L + 0x1000L * i));
        }
        return new CrashSnapshot(image, new CrashCause.FailedAssert("a.c", 3, "x"), 1, 77, records, pages);
    }

    private static ByteBuffer section(Map<String, ByteBuffer> log, String tag) {
        ByteBuffer section = log.get(tag);
        assertTrue(section != null, () -> tag + " is missing in " + log.keySet());
        return section;
    }

    private static void assertInsideImage(long address) {
        assertTrue(address >= TEXT_BASE && address < TEXT_END && address % 4 == 0, () -> Long.toHexString(address));
    }
}
