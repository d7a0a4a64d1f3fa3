package org.rtkit4j.drivers.display;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.iop.PolledIop;
import org.rtkit4j.core.session.SessionListener;
import org.rtkit4j.drivers.epic.EpicChannel;
import org.rtkit4j.drivers.epic.EpicException;
import org.rtkit4j.drivers.epic.EpicListener;
import org.rtkit4j.drivers.epic.EpicOptions;
import org.rtkit4j.drivers.epic.EpicPort;
import org.rtkit4j.emulator.EmulatedMachine;
import org.rtkit4j.emulator.afk.AfkSpec;
import org.rtkit4j.emulator.afk.EpicFirmware;
import org.rtkit4j.emulator.afk.EpicRequest;
import org.rtkit4j.emulator.afk.EpicService;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.testkit.ManualClock;

/// A display whose lines are the AP's, through registers and shared memory.
class DisplayPortTest {
    private static final Profile REMOTE = IomfbRig.MONITOR.with("display.port", "remote");
    private static final PortTarget HDMI = new PortTarget(0, 2, 0);
    private static final String MAGIC = "78637069" + "00".repeat(48);
    private final List<String> said = new ArrayList<>();

    /// Lines that say what they are told.
    private final class Told implements PortLines {
        private final int maxRate;

        Told(int maxRate) {
            this.maxRate = maxRate;
        }

        @Override
        public int maxRate() {
            return maxRate;
        }

        @Override
        public void power(boolean on) {
            said.add(on ? "on" : "off");
        }

        @Override
        public boolean rate(int rate) {
            said.add("rate 0x%x".formatted(rate));
            return rate <= maxRate;
        }

        @Override
        public boolean lanes(int lanes) {
            said.add("lanes " + lanes);
            return true;
        }
    }

    private static DisplayPort open(IomfbRig rig, PortLines lines) throws Exception {
        return DisplayPort.open(rig.iop, rig.dcp.memory(), DisplayOptions.DEFAULT.with(rig.clock), 0, lines);
    }

    @Test
    void aMonitorIsFoundOnceTheApHasSaidThatItIsPluggedIn() throws Exception {
        try (var rig = IomfbRig.up(REMOTE);
                var port = open(rig, new Told(0x14))) {
            rig.settle();
            assertFalse(rig.display().isConnected());
            port.connect(HDMI);
            rig.settle();
            assertFalse(rig.display().isConnected());
            port.hotPlug(true);
            rig.await(() -> rig.display().isConnected());
            assertEquals(List.of("on", "rate 0x14", "lanes 4"), said);
            rig.on();
            rig.show(0x20_80_ff);
            rig.requireColor(0x20_80_ff);
            said.clear();
            port.disconnect();
            rig.await(() -> !rig.display().isConnected());
            rig.settle();
            assertEquals(List.of("rate 0x0", "lanes 0", "off"), said);
            assertTrue(rig.screen().picture().isEmpty());
            assertEquals(List.of("plugged in", "flip 1", "pulled out"), rig.diary.lines);
            assertEquals(List.of(), rig.diary.troubles);
        }
    }

    @Test
    void itIsFoundByTheBootLoadersWayToo() throws Exception {
        try (var rig = IomfbRig.booted(REMOTE);
                var port = open(rig, PortLines.ALL);
                var display = IbootDisplay.open(rig.iop, rig.dcp.memory(), DisplayOptions.DEFAULT.with(rig.clock))) {
            display.power(true);
            assertEquals(List.of(), display.timings());
            port.connect(HDMI);
            port.hotPlug(true);
            rig.settle();
            assertEquals("1920x1080@60", display.timings().getFirst().toString());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, -1})
    void whereTheLinesDoNotRunNothingIsFound(int rate) throws Exception {
        try (var rig = IomfbRig.up(REMOTE);
                var port = open(rig, new Told(rate))) {
            port.connect(HDMI);
            port.hotPlug(true);
            rig.settle();
            assertFalse(rig.display().isConnected());
        }
    }

    @Test
    void thePlugMayBeToldFirst() throws Exception {
        try (var rig = IomfbRig.up(REMOTE);
                var port = open(rig, PortLines.ALL)) {
            port.hotPlug(true);
            rig.settle();
            assertFalse(rig.display().isConnected());
            port.connect(HDMI);
            rig.await(() -> rig.display().isConnected());
        }
    }

    @Test
    void aPortWithoutAnythingBehindItRefuses() throws Exception {
        try (var rig = IomfbRig.up(REMOTE);
                var port = DisplayPort.open(
                        rig.iop, rig.dcp.memory(), DisplayOptions.DEFAULT.with(rig.clock), 1, PortLines.ALL)) {
            var e = assertThrows(DisplayException.class, () -> port.connect(HDMI));
            assertTrue(e.getMessage().startsWith("display: the firmware refused: connect, code="), e.getMessage());
        }
    }

    /// The calls of m1n1's Python client, byte by byte after its `fw/dcp/dcpav.py`, and its answer to everything: what
    /// was asked, with a 1 in one word.
    @Test
    void theCallsOfAnEarlierHostFindTheMonitorToo() throws Exception {
        var options = EpicOptions.DISPLAY;
        try (var rig = IomfbRig.up(REMOTE);
                var port = EpicPort.open(rig.iop, 0x2a, rig.dcp.memory(), options.with(rig.clock), new EpicListener() {
                    @Override
                    public int onCall(int channel, int number, byte[] bytes, int from, int length) {
                        bytes[from + 16] = 1;
                        return 0;
                    }
                })) {
            EpicChannel unit = port.service("AppleDCPDPTXRemotePort", 0);
            assertFalse(rig.display().isConnected());
            ask(unit, "000008000800000010000000" + MAGIC + "00".repeat(16));
            ask(unit, "000008000d00000020000000" + MAGIC + "00".repeat(20) + "50010000" + "00".repeat(8));
            rig.await(() -> rig.display().isConnected());
            ask(unit, "000008000d00000020000000" + MAGIC + "00".repeat(20) + "50000000" + "00".repeat(8));
            rig.await(() -> !rig.display().isConnected());
            ask(unit, "000008000d00000020000000" + MAGIC + "00".repeat(20) + "50010000" + "00".repeat(8));
            rig.await(() -> rig.display().isConnected());
            ask(unit, "000008000900000010000000" + MAGIC + "00".repeat(16));
            rig.await(() -> !rig.display().isConnected());
            String tooShort = "000008000d00000010000000" + MAGIC + "00".repeat(16);
            assertThrows(EpicException.class, () -> ask(unit, tooShort));
        }
    }

    private static void ask(EpicChannel unit, String call) throws Exception {
        byte[] bytes = HexFormat.of().parseHex(call);
        byte[] answer = new byte[bytes.length];
        assertEquals(bytes.length, unit.ask("call", 0xc0, bytes, bytes.length, answer));
        assertArrayEquals(bytes, answer);
    }

    // The firmware's calls by their numbers, and numbers that there are not; data of any size.
    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void everyCallOfTheFirmwareIsAnswered(long seed) throws Exception {
        var random = new SplittableRandom(seed);
        var caller = new Caller(0);
        try (var rig = new CallerRig(caller);
                var _ = rig.open(PortLines.ALL)) {
            for (int i = 0; i < 40; i++) {
                byte[] data = new byte[random.nextInt(4) == 0 ? random.nextInt(80) : 32];
                random.nextBytes(data);
                int number = random.nextInt(-2, 27);
                rig.call(caller, number, data);
                assertEquals(i + 1, caller.answers);
            }
        }
    }

    /// Two ports stand behind the endpoint, and this one has its own lines.
    @Test
    void whatTheOtherPortAsksDoesNotReachTheLines() throws Exception {
        var mine = new Caller(0);
        var other = new Caller(1);
        try (var rig = new CallerRig(other, mine);
                var _ = rig.open(new Told(0x1e))) {
            // Set rate, whose value lies behind the code and 12 bytes.
            byte[] rate = new byte[32];
            rate[16] = 0xa;
            rig.call(other, 9, rate);
            assertEquals(List.of(), said);
            assertEquals(1, other.last[0]);
            rig.call(mine, 9, rate);
            assertEquals(List.of("rate 0xa"), said);
            assertEquals(0, mine.last[0]);
        }
    }

    /// A firmware that has these callers behind its ports' endpoint.
    private static final class CallerRig implements AutoCloseable {
        private final ManualClock clock = new ManualClock();
        private final EmulatedMachine emulated;
        private final PolledIop iop;

        CallerRig(EpicService... callers) throws Exception {
            emulated = EmulatedMachine.with(Profile.named("dcp"))
                    .endpoint(
                            0x2a,
                            (number, kernel) -> EpicFirmware.display(number, kernel, AfkSpec.DISPLAY, List.of(callers)))
                    .clock(clock)
                    .build();
            var platform = Platform.of(emulated.coprocessor());
            iop = new PolledIop(IopProfile.named("dcp"), platform, SessionListener.NONE, clock, this::idle);
            iop.boot();
        }

        private void idle() {
            if (!emulated.machine().step()) {
                clock.advance(100_000);
            }
        }

        DisplayPort open(PortLines lines) throws Exception {
            var options = DisplayOptions.DEFAULT.with(clock);
            return DisplayPort.open(iop, emulated.coprocessor().memory(), options, 0, lines);
        }

        /// Has one call, and waits for its answer.
        void call(Caller caller, int number, byte[] data) throws Exception {
            int before = caller.answers;
            emulated.coprocessor().interject(() -> caller.call(number, data));
            assertTrue(iop.await(() -> caller.answers == before + 1, 1_000_000_000L));
        }

        @Override
        public void close() {
            iop.close();
            emulated.close();
        }
    }

    /// A port that calls what it is told to.
    private static final class Caller implements EpicService {
        private final long unit;
        private Voice voice;
        private int answers;
        private byte[] last = {};

        Caller(long unit) {
            this.unit = unit;
        }

        @Override
        public Map<String, Object> properties() {
            return Map.of("EPICUnit", unit);
        }

        @Override
        public String name() {
            return "AppleDCPDPTXRemotePort";
        }

        @Override
        public void onUp(Voice given) {
            voice = given;
        }

        void call(int number, byte[] data) {
            voice.call(number, data, (code, answer) -> {
                assertEquals(0, code);
                assertEquals(data.length, answer.length);
                last = answer;
                answers++;
            });
        }

        @Override
        public void onCommand(EpicRequest request) {
            request.answer(0);
        }
    }
}
