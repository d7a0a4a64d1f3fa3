package org.rtkit4j.hardware.uinput;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class UinputDeviceTest {
    private final FakeFile file = new FakeFile();

    /// Takes the place of the kernel: keeps what it is asked for, with the bytes of structures.
    private static final class FakeFile implements UinputFile {
        private final List<String> requests = new ArrayList<>();
        private final List<String> events = new ArrayList<>();
        private final ArrayDeque<byte[]> told = new ArrayDeque<>();
        private long refused = -1;
        private boolean isClosed;

        @Override
        public void control(long request, int number) throws IOException {
            refuse(request);
            requests.add("%08x %x".formatted(request, number));
        }

        @Override
        public void control(long request, MemorySegment struct) throws IOException {
            refuse(request);
            // As much as the request says.
            long bytes = request >>> 16 & 0x3fff;
            requests.add("%08x %s".formatted(request, hex(struct.asSlice(0, bytes))));
        }

        private void refuse(long request) throws IOException {
            if (request == refused) {
                throw new IOException("refused");
            }
        }

        @Override
        public void write(MemorySegment segment, long bytes) throws IOException {
            refuse(0);
            assertEquals(0, bytes % 24);
            for (long at = 0; at < bytes; at += 24) {
                events.add("%d %d %d"
                        .formatted(
                                segment.get(ValueLayout.JAVA_SHORT, at + 16),
                                segment.get(ValueLayout.JAVA_SHORT, at + 18),
                                segment.get(ValueLayout.JAVA_INT, at + 20)));
            }
            events.add("|");
        }

        @Override
        public int read(MemorySegment into) {
            byte[] next = told.poll();
            if (next == null) {
                return 0;
            }
            MemorySegment.copy(next, 0, into, ValueLayout.JAVA_BYTE, 0, next.length);
            return next.length;
        }

        @Override
        public void close() {
            isClosed = true;
        }
    }

    private static String hex(MemorySegment memory) {
        return HexFormat.of().formatHex(memory.toArray(ValueLayout.JAVA_BYTE));
    }

    @Test
    void aMouseIsDescribedAndMade() throws Exception {
        UinputDevice.create(UinputPlan.mouse("m"), file).close();
        assertEquals(
                List.of(
                        "40045564 1", // UI_SET_EVBIT EV_KEY
                        "40045565 110",
                        "40045565 111",
                        "40045565 112",
                        "40045564 2", // EV_REL
                        "40045566 0",
                        "40045566 1",
                        "40045566 8",
                        // UI_DEV_SETUP: bus 6, vendor, product, version 0, the name, no effects.
                        "405c5503 0600000000000000" + "6d" + "00".repeat(79 + 4),
                        "00005501 0",
                        "00005502 0"),
                file.requests);
        assertTrue(file.isClosed);
    }

    @Test
    void aTrackpadHasRangesAndIsAPointer() throws Exception {
        UinputDevice.create(UinputPlan.trackpad("t", -5, 12800, 0, 7680), file).close();
        int props = file.requests.indexOf("4004556e 0");
        assertEquals("40045564 3", file.requests.get(props + 1), "EV_ABS");
        assertEquals("40045567 0", file.requests.get(props + 2), "ABS_X");
        assertEquals(
                "401c5504 00000000" + "00000000" + "fbffffff" + "00320000" + "00".repeat(12),
                file.requests.get(props + 3));
        assertEquals("40045567 2f", file.requests.get(props + 6), "ABS_MT_SLOT");
        assertEquals(
                "401c5504 2f000000" + "00000000" + "00000000" + "1f000000" + "00".repeat(12),
                file.requests.get(props + 7));
    }

    @Test
    void aKeyboardHasEveryKeyOnceAndIsRepeated() throws Exception {
        UinputDevice.create(UinputPlan.keyboard("k"), file).close();
        List<String> keys = file.requests.stream()
                .filter(request -> request.startsWith("40045565 "))
                .toList();
        assertEquals(keys.stream().distinct().toList(), keys);
        assertTrue(keys.contains("40045565 1e"), "a");
        assertTrue(keys.contains("40045565 7d"), "left command");
        assertTrue(file.requests.contains("40045564 14"), "EV_REP");
        assertFalse(file.requests.contains("40045565 0"));
    }

    @Test
    void eventsGoTogetherAndEndWithAReport() throws Exception {
        try (var device = UinputDevice.create(UinputPlan.mouse("m"), file)) {
            device.report();
            device.add(InputCodes.EV_REL, InputCodes.REL_X, -3);
            device.add(InputCodes.EV_KEY, InputCodes.BTN_LEFT, 1);
            device.report();
            device.report();
            assertEquals(List.of("2 0 -3", "1 272 1", "0 0 0", "|"), file.events);
        }
    }

    @Test
    void moreEventsThanAreKeptAreSentInPieces() throws Exception {
        try (var device = UinputDevice.create(UinputPlan.mouse("m"), file)) {
            for (int i = 0; i < 200; i++) {
                device.add(InputCodes.EV_REL, InputCodes.REL_X, i + 1);
            }
            device.report();
            List<String> sent = file.events.stream()
                    .filter(event -> event.startsWith("2 0 "))
                    .toList();
            assertEquals(200, sent.size());
            assertEquals("2 0 200", sent.getLast());
            assertEquals(1, file.events.stream().filter("0 0 0"::equals).count());
        }
    }

    @Test
    void ledsAreWhatTheKernelHasSaidLast() throws Exception {
        try (var device = UinputDevice.create(UinputPlan.keyboard("k"), file)) {
            assertEquals(0, device.leds());
            file.told.add(event(InputCodes.EV_LED, 1, 1));
            file.told.add(event(InputCodes.EV_LED, 0, 1));
            file.told.add(event(InputCodes.EV_SYN, 0, 0));
            assertEquals(3, device.leds());
            file.told.add(event(InputCodes.EV_LED, 1, 0));
            file.told.add(event(InputCodes.EV_LED, 9, 1));
            assertEquals(1, device.leds());
        }
    }

    private static byte[] event(int type, int code, int value) {
        MemorySegment event = MemorySegment.ofArray(new byte[24]);
        event.set(ValueLayout.JAVA_SHORT_UNALIGNED, 16, (short) type);
        event.set(ValueLayout.JAVA_SHORT_UNALIGNED, 18, (short) code);
        event.set(ValueLayout.JAVA_INT_UNALIGNED, 20, value);
        return event.toArray(ValueLayout.JAVA_BYTE);
    }

    @Test
    void whatTheKernelRefusesIsGivenBack() {
        for (long request : new long[] {InputCodes.UI_SET_RELBIT, InputCodes.UI_DEV_SETUP, InputCodes.UI_DEV_CREATE}) {
            var refusing = new FakeFile();
            refusing.refused = request;
            var plan = UinputPlan.mouse("m");
            assertThrows(IOException.class, () -> UinputDevice.create(plan, refusing));
            assertTrue(refusing.isClosed);
        }
    }

    @Test
    void namesThatDoNotFitAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> UinputPlan.mouse(""));
        assertThrows(IllegalArgumentException.class, () -> UinputPlan.mouse("é".repeat(40)));
        assertEquals(79, UinputPlan.mouse("x".repeat(79)).name().length());
    }

    /// The real calls, on files that are there on every Linux and are no uinput.
    @Test
    void aFileThatIsNoUinputIsRefusedInWords() {
        var none = assertThrows(IOException.class, () -> KernelUinput.open(Path.of("/dev/no-such-file")));
        assertEquals(
                "cannot open /dev/no-such-file: No such file or directory; where the kernel has it as a module:"
                        + " modprobe uinput",
                none.getMessage());
        var plan = UinputPlan.mouse("m");
        var wrong = assertThrows(
                IOException.class, () -> UinputDevice.create(plan, KernelUinput.open(Path.of("/dev/null"))));
        assertEquals("/dev/null: request 0x40045564 failed: Inappropriate ioctl for device", wrong.getMessage());
    }

    @Test
    void anOpenFileIsReadAndWritten() throws Exception {
        try (var zero = KernelUinput.open(Path.of("/dev/zero"));
                var arena = java.lang.foreign.Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(48, 8);
            assertEquals(48, zero.read(memory));
            zero.write(memory, 48);
        }
    }
}
