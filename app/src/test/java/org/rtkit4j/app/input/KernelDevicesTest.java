package org.rtkit4j.app.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rtkit4j.app.Cli;
import org.rtkit4j.app.via.ViaOption;
import org.rtkit4j.drivers.input.InputListener;
import org.rtkit4j.hardware.uinput.InputCodes;
import org.rtkit4j.hardware.uinput.UinputDevice;
import org.rtkit4j.hardware.uinput.UinputFile;
import org.rtkit4j.hardware.uinput.UinputPlan;

/// What the kernel would be told, by what an emulated keyboard and trackpad do.
class KernelDevicesTest {
    private final Map<String, Told> devices = new LinkedHashMap<>();

    /// A kernel that keeps the events of one device, `type code value`, a report in one list.
    private static final class Told implements UinputFile {
        private final List<List<String>> reports = new ArrayList<>();
        private boolean isFull;
        private boolean isClosed;

        @Override
        public void control(long request, int number) {}

        @Override
        public void control(long request, MemorySegment struct) {}

        @Override
        public synchronized void write(MemorySegment events, long bytes) throws IOException {
            if (isFull) {
                throw new IOException("full");
            }
            var report = new ArrayList<String>();
            for (long at = 0; at < bytes - 24; at += 24) {
                report.add("%d %d %d"
                        .formatted(
                                events.get(ValueLayout.JAVA_SHORT, at + 16),
                                events.get(ValueLayout.JAVA_SHORT, at + 18),
                                events.get(ValueLayout.JAVA_INT, at + 20)));
            }
            assertEquals(0, events.get(ValueLayout.JAVA_LONG, bytes - 8), "a report ends with SYN_REPORT");
            reports.add(report);
        }

        @Override
        public int read(MemorySegment into) {
            return 0;
        }

        @Override
        public void close() {
            isClosed = true;
        }
    }

    private UinputDevice make(UinputPlan plan) throws IOException {
        var told = new Told();
        devices.put(plan.name(), told);
        return UinputDevice.create(plan, told);
    }

    private List<List<String>> reports(String name) {
        return devices.get("rtkit4j " + name).reports;
    }

    @Test
    void keysHaveTheirCodeAndTheirUsage() throws Exception {
        try (var kernel = KernelDevices.open(this::make, InputListener.NONE)) {
            kernel.onKey(0xe1, true);
            kernel.onKey(0x0b, true);
            kernel.onFrame();
            kernel.onKey(0x0b, false);
            kernel.onFrame();
            kernel.onKey(0xa5, true);
            kernel.onFrame();
        }
        int page = 0x70000;
        assertEquals(
                List.of(
                        List.of("4 4 " + (page | 0xe1), "1 42 1", "4 4 " + (page | 0x0b), "1 35 1"),
                        List.of("4 4 " + (page | 0x0b), "1 35 0")),
                reports("keyboard"));
        assertTrue(devices.values().stream().allMatch(told -> told.isClosed));
    }

    @Test
    void theMouseMovesAndHasThreeButtons() throws Exception {
        try (var kernel = KernelDevices.open(this::make, InputListener.NONE)) {
            kernel.onMove(3, 0, -1);
            kernel.onButton(2, true);
            kernel.onButton(4, true);
            kernel.onFrame();
        }
        assertEquals(List.of(List.of("2 0 3", "2 8 -1", "1 273 1")), reports("mouse"));
    }

    @Test
    void fingersHaveSlotsAndTheFirstOneIsThePointer() throws Exception {
        try (var kernel = KernelDevices.open(this::make, InputListener.NONE)) {
            kernel.onSurface(0, 12800, 0, 7680);
            kernel.onTouch(3, true, 10, 20);
            kernel.onFrame();
            kernel.onTouch(3, true, 11, 20);
            kernel.onTouch(4, true, 50, 60);
            kernel.onFrame();
            kernel.onTouch(3, false, 11, 20);
            kernel.onTouch(4, false, 50, 60);
            kernel.onFrame();
        }
        String slot = "3 47 ";
        String id = "3 57 ";
        assertEquals(
                List.of(
                        List.of(
                                slot + 3, id + 1, "3 53 10", "3 54 20", "3 0 10", "3 1 20", // one finger
                                "1 325 1", "1 330 1"),
                        List.of(
                                slot + 3, "3 53 11", "3 54 20", "3 0 11", "3 1 20", // it moves, another comes
                                slot + 4, id + 2, "3 53 50", "3 54 60", "1 325 0", "1 333 1"),
                        List.of(slot + 3, id + -1, slot + 4, id + -1, "1 333 0", "1 330 0")),
                reports("trackpad"));
    }

    @Test
    void theTrackpadIsMadeAnewWhereItsSizeChanges() throws Exception {
        try (var kernel = KernelDevices.open(this::make, InputListener.NONE)) {
            kernel.onSurface(0, 100, 0, 100);
            Told first = devices.get("rtkit4j trackpad");
            kernel.onSurface(0, 100, 0, 100);
            assertFalse(first.isClosed);
            kernel.onSurface(0, 200, 0, 100);
            assertTrue(first.isClosed);
        }
    }

    @Test
    void theFirstFailureIsKeptAndEventsPassOn() throws Exception {
        var heard = new ArrayList<Integer>();
        try (var kernel = KernelDevices.open(this::make, new InputListener() {
            @Override
            public void onKey(int usage, boolean isDown) {
                heard.add(usage);
            }
        })) {
            assertNull(kernel.trouble());
            devices.get("rtkit4j keyboard").isFull = true;
            kernel.onKey(4, true);
            kernel.onFrame();
            kernel.onKey(5, true);
            kernel.onFrame();
            assertEquals("full", kernel.trouble());
        }
        assertEquals(List.of(4, 5), heard);
    }

    /// From hands to the kernel: through firmware, FIFO and driver.
    @Test
    void whatIsTypedReachesTheKernel() throws Exception {
        var queue = new InputQueue();
        try (var kernel = KernelDevices.open(this::make, queue);
                var session = InputSession.open(ViaOption.of("emulator"), kernel, java.util.Optional.empty())) {
            var hands = session.hands();
            assertTrue(hands != null);
            hands.type("Hi\n", 0);
            InputEvent last = queue.next(60_000);
            while (last != null
                    && !(last instanceof InputEvent.Key(int usage, boolean isDown) && usage == 0x28 && !isDown)) {
                last = queue.next(60_000);
            }
            // The frame behind the last key is told on the same thread, right after it.
            queue.next(60_000);
        }
        List<String> keys = reports("keyboard").stream()
                .flatMap(List::stream)
                .filter(event -> event.startsWith("1 "))
                .toList();
        assertEquals(List.of("1 42 1", "1 35 1", "1 35 0", "1 42 0", "1 23 1", "1 23 0", "1 28 1", "1 28 0"), keys);
        assertEquals(InputCodes.EV_KEY, 1);
    }

    @Test
    void theCommandSaysWhatIsMissing() {
        assumeFalse(Files.exists(UinputDevice.PATH), "skipped: this machine has uinput");
        var said = Cli.run("input", "watch", "--uinput", "--for", "1");
        assertEquals(1, said.status(), said::toString);
        assertEquals(
                "rtkit: cannot open /dev/uinput: No such file or directory; where the kernel has it as a module:"
                        + " modprobe uinput\n",
                said.err());
    }
}
