package org.rtkit4j.drivers.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.iop.PolledIop;
import org.rtkit4j.core.session.SessionListener;
import org.rtkit4j.emulator.EmulatedMachine;
import org.rtkit4j.emulator.afk.AfkSpec;
import org.rtkit4j.emulator.afk.EpicFirmware;
import org.rtkit4j.emulator.afk.EpicRequest;
import org.rtkit4j.emulator.afk.EpicService;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.testkit.ManualClock;

/// The calls of a port byte by byte, and answers that are written by hand, after m1n1's `src/dcp/dptx_port_ep.c`.
class DisplayPortWordsTest {
    private static final PortTarget TARGET = new PortTarget(1, 2, 3);
    private static final String TARGET_WORD = "21830000";
    private static final int CONNECT = 11;
    private static final int REQUEST_DISPLAY = 6;
    private static final int RELEASE_DISPLAY = 7;
    private static final int HOT_PLUG = 8;

    private final ManualClock clock = new ManualClock();
    private final PaperPort firmware = new PaperPort();
    private final Wires wires = new Wires();
    private EmulatedMachine emulated;
    private PolledIop iop;
    private DisplayPort port;

    @BeforeEach
    void open() throws Exception {
        emulated = EmulatedMachine.with(Profile.named("dcp"))
                .endpoint(
                        0x2a,
                        (number, kernel) -> EpicFirmware.display(number, kernel, AfkSpec.DISPLAY, List.of(firmware)))
                .clock(clock)
                .build();
        iop = new PolledIop(
                IopProfile.named("dcp"), Platform.of(emulated.coprocessor()), SessionListener.NONE, clock, this::idle);
        iop.boot();
        port = open(0);
    }

    private DisplayPort open(int unit) throws Exception {
        return DisplayPort.open(iop, emulated.coprocessor().memory(), DisplayOptions.DEFAULT.with(clock), unit, wires);
    }

    @AfterEach
    void close() {
        port.close();
        iop.close();
        emulated.close();
    }

    private void idle() {
        if (!emulated.machine().step()) {
            clock.advance(100_000);
        }
    }

    private static String call(int group, int number, int bytes) {
        return "0000%02x00%02x000000%02x00000078637069".formatted(group, number, bytes) + "00".repeat(48);
    }

    private static String fault(Executable asked) {
        return assertThrows(DisplayException.class, asked).getMessage().replace("display: ", "");
    }

    // ---- What is asked ----

    @Test
    void itSaysWhereItLeadsAndAsksForADisplay() throws Exception {
        port.connect(TARGET);
        assertEquals(
                List.of(
                        call(0, CONNECT, 32) + "00000000" + TARGET_WORD + "00".repeat(24),
                        call(0, REQUEST_DISPLAY, 16) + "00".repeat(16)),
                firmware.asked);
    }

    @Test
    void itSaysThatSomethingWasPluggedInOrPulledOut() throws Exception {
        port.hotPlug(true);
        port.disconnect();
        String plugged = call(HOT_PLUG, HOT_PLUG, 32) + "00".repeat(16);
        assertEquals(
                List.of(
                        plugged + "01000000" + "00".repeat(12),
                        call(0, RELEASE_DISPLAY, 16) + "00".repeat(16),
                        plugged + "00000000" + "00".repeat(12)),
                firmware.asked);
    }

    @Test
    void aTargetHasThreeNumbersOfFourBits() {
        for (int[] none : new int[][] {{16, 0, 0}, {0, 16, 0}, {0, 0, 16}, {-1, 0, 0}}) {
            assertThrows(IllegalArgumentException.class, () -> new PortTarget(none[0], none[1], none[2]));
        }
        assertEquals(0x8fff, new PortTarget(15, 15, 15).word());
    }

    // ---- What is answered ----

    @Test
    void anAnswerForAnotherPortIsNone() {
        firmware.answers.put(CONNECT, call(0, CONNECT, 32) + "00010000" + "22830000" + "00".repeat(24));
        assertEquals(
                "what the firmware says makes no sense: connect, it answers for another port, mark=0x100",
                fault(() -> port.connect(TARGET)));
        firmware.answers.put(CONNECT, call(0, CONNECT, 32) + "01010000" + TARGET_WORD + "00".repeat(24));
        assertEquals(
                "what the firmware says makes no sense: connect, it answers for another port, mark=0x101",
                fault(() -> port.connect(TARGET)));
        assertEquals(2, firmware.asked.size(), "no display is asked for then");
    }

    @Test
    void anAnswerRepeatsItsHeadAndIsAsLong() throws Exception {
        String good = call(HOT_PLUG, HOT_PLUG, 32) + "00".repeat(16) + "01000000" + "00".repeat(12);
        firmware.answers.put(HOT_PLUG, good.substring(2));
        assertEquals(
                "what the firmware says makes no sense: hot plug, answer=95 bytes", fault(() -> port.hotPlug(true)));
        firmware.answers.put(HOT_PLUG, "01" + good.substring(2));
        assertEquals(
                "what the firmware says makes no sense: hot plug, answer=96 bytes", fault(() -> port.hotPlug(true)));
        firmware.answers.put(HOT_PLUG, good.substring(0, 2 * 63) + "01" + good.substring(2 * 64));
        assertEquals(
                "what the firmware says makes no sense: hot plug, answer=96 bytes", fault(() -> port.hotPlug(true)));
        firmware.answers.put(HOT_PLUG, good);
        port.hotPlug(true);
    }

    @Test
    void aPlugThatIsNotTakenIsARefusal() {
        firmware.answers.put(HOT_PLUG, call(HOT_PLUG, HOT_PLUG, 32) + "00".repeat(16) + "02000000" + "00".repeat(12));
        assertEquals("the firmware refused: hot plug, code=0x2", fault(() -> port.hotPlug(true)));
    }

    @Test
    void aFirmwareThatSaysNothingIsWaitedForASecond() {
        firmware.answers.put(HOT_PLUG, "");
        assertEquals("no answer: hot plug, waited=1000 ms", fault(() -> port.hotPlug(true)));
    }

    @Test
    void aPortThatThereIsNotKeepsNothing() {
        port.close();
        int before = emulated.coprocessor().memory().openBuffers();
        assertEquals("no answer: announcement of AppleDCPDPTXRemotePort, unit 1, waited=1000 ms", fault(() -> open(1)));
        assertEquals(before, emulated.coprocessor().memory().openBuffers());
    }

    @Test
    void whatItIsGivenItGivesBack() {
        int open = emulated.coprocessor().memory().openBuffers();
        port.close();
        assertTrue(emulated.coprocessor().memory().openBuffers() < open);
    }

    // ---- What the firmware asks of the lines ----

    private String asked(int number, String data) throws Exception {
        emulated.coprocessor()
                .interject(() -> firmware.call(number, HexFormat.of().parseHex(data)));
        firmware.answer = "";
        assertTrue(iop.await(() -> !firmware.answer.isEmpty(), 1_000_000_000L));
        return firmware.answer;
    }

    /// A call with a value, and things that nobody has to know; the answer's code, value and second value.
    private String asked(int number, int value) throws Exception {
        String rest = "77".repeat(8);
        String word = HexFormat.of()
                .formatHex(ByteBuffer.allocate(4)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(value)
                        .array());
        String answer = asked(number, "55555555" + "66".repeat(12) + word + "44444444" + rest);
        assertEquals("66".repeat(12), answer.substring(8, 32));
        assertEquals(rest, answer.substring(48));
        var words = ByteBuffer.wrap(HexFormat.of().parseHex(answer)).order(ByteOrder.LITTLE_ENDIAN);
        return "%d %x %x".formatted(words.getInt(0), words.getInt(16), words.getInt(20));
    }

    /// By their numbers: the settings, the rates, the lanes, and what the lines cannot do.
    @ParameterizedTest
    @CsvSource({
        "2, 0 3 3",
        "3, 0 9 44444444",
        "4, 0 9 44444444",
        "7, 0 14 44444444",
        "8, 0 0 44444444",
        "10, 0 2 0",
        "11, 0 0 0",
        "13, 0 0 44444444",
        "16, 0 0 44444444",
        "18, 0 0 44444444",
        "21, 1 9 44444444",
        "99, 0 9 44444444"
    })
    void everyQuestionHasItsAnswer(int number, String answer) throws Exception {
        assertEquals(answer, asked(number, 9));
        assertEquals(List.of(), wires.told);
    }

    @Test
    void theLinesArePoweredAsItIsWanted() throws Exception {
        assertEquals("0 9 44444444", asked(0, 9));
        assertEquals("0 9 44444444", asked(1, 9));
        assertEquals(List.of("on", "off"), wires.told);
    }

    @Test
    void aRateIsOneThatThereIsAndThatTheLinesCanDo() throws Exception {
        assertEquals("0 14 44444444", asked(9, 0x14));
        assertEquals("0 14 44444444", asked(8, 0));
        assertEquals("1 0 44444444", asked(9, 0x1e));
        assertEquals("0 0 44444444", asked(8, 0), "none is left of the one before");
        assertEquals("1 0 44444444", asked(9, 7));
        assertEquals("0 6 44444444", asked(9, 6));
        wires.isBroken = true;
        assertEquals("1 0 44444444", asked(9, 0xa));
        assertEquals(List.of("rate 14", "rate 6", "rate a"), wires.told);
    }

    @Test
    void lanesAreOneTwoOrFourAndAsManyAsThereAre() throws Exception {
        assertEquals("0 2 0", asked(12, 2));
        assertEquals("0 2 0", asked(11, 7));
        assertEquals("1 0 0", asked(12, 4));
        assertEquals("0 0 0", asked(11, 7));
        wires.most = 4;
        assertEquals("1 0 0", asked(12, 3));
        assertEquals("0 4 0", asked(12, 4));
        assertEquals("0 0 0", asked(12, 0));
        assertEquals("1 0 0", asked(12, -1));
        wires.isBroken = true;
        assertEquals("1 0 0", asked(12, 1));
        assertEquals(List.of("lanes 2", "lanes 4", "lanes 0", "lanes 1"), wires.told);
    }

    @Test
    void whatIsTooShortForAQuestionIsAnsweredAsItCame() throws Exception {
        assertEquals("77".repeat(31), asked(2, "77".repeat(31)));
        assertEquals("00000000" + "77".repeat(12) + "0300000003000000" + "77".repeat(8), asked(2, "77".repeat(32)));
    }

    /// Lines that say what they are told.
    private static final class Wires implements PortLines {
        private final List<String> told = new ArrayList<>();
        private int most = 2;
        private boolean isBroken;

        @Override
        public int maxRate() {
            return 0x14;
        }

        @Override
        public int maxLanes() {
            return most;
        }

        @Override
        public void power(boolean on) {
            told.add(on ? "on" : "off");
        }

        @Override
        public boolean rate(int rate) {
            told.add("rate %x".formatted(rate));
            return !isBroken;
        }

        @Override
        public boolean lanes(int lanes) {
            told.add("lanes " + lanes);
            return !isBroken;
        }
    }

    /// The port of a firmware on paper: it answers with what was asked, a mark and a yes, or what a test writes.
    private static final class PaperPort implements EpicService {
        private final Map<Integer, String> answers = new HashMap<>();
        private final List<String> asked = new ArrayList<>();
        private String answer = "";
        private Voice voice;

        @Override
        public String name() {
            return "AppleDCPDPTXRemotePort";
        }

        @Override
        public void onUp(Voice given) {
            voice = given;
        }

        void call(int number, byte[] data) {
            voice.call(number, data, (_, said) -> answer = HexFormat.of().formatHex(said));
        }

        @Override
        public void onCommand(EpicRequest request) {
            byte[] bytes = request.bytes();
            asked.add(HexFormat.of().formatHex(bytes));
            String written = answers.get((int) bytes[4]);
            if (written != null && written.isEmpty()) {
                return;
            }
            if (bytes[4] == CONNECT) {
                bytes[65] = 1;
            } else if (bytes[4] == HOT_PLUG) {
                bytes[80] = 1;
            }
            request.answer(0, written == null ? bytes : HexFormat.of().parseHex(written));
        }
    }
}
