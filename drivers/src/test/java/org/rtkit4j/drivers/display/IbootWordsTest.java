package org.rtkit4j.drivers.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.iop.PolledIop;
import org.rtkit4j.core.session.SessionListener;
import org.rtkit4j.drivers.ScarceMemory;
import org.rtkit4j.emulator.EmulatedMachine;
import org.rtkit4j.emulator.afk.AfkSpec;
import org.rtkit4j.emulator.afk.EpicFirmware;
import org.rtkit4j.emulator.afk.EpicRequest;
import org.rtkit4j.emulator.afk.EpicService;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.testkit.ManualClock;
import org.rtkit4j.wire.display.ColorMode;
import org.rtkit4j.wire.display.PixelFormat;
import org.rtkit4j.wire.display.TimingMode;

/// The boot loader's commands byte by byte, after m1n1's `src/dcp_iboot.c`, and answers that are written by hand.
class IbootWordsTest {
    private static final int SET_POWER = 2;
    private static final int GET_HOT_PLUG = 3;
    private static final int TIMING_MODES = 4;
    private static final int COLOR_MODES = 5;
    private static final int SET_MODE = 6;
    private static final int SWAP_BEGIN = 15;
    private static final int SWAP_SET_LAYER = 16;
    private static final int SWAP_END = 18;
    private static final TimingMode MODE = TimingMode.of(640, 480, 60);

    private final ManualClock clock = new ManualClock();
    private final Loader loader = new Loader();
    private final List<String> troubles = new ArrayList<>();
    private EmulatedMachine emulated;
    private Platform platform;
    private PolledIop iop;
    private IbootDisplay display;
    private Runnable mumble;

    @BeforeEach
    void open() throws Exception {
        emulated = EmulatedMachine.with(Profile.named("dcp"))
                .endpoint(0x23, (number, kernel) -> {
                    mumble = () -> kernel.send(number, 0x00ff_0000_0000_0000L);
                    return EpicFirmware.display(number, kernel, AfkSpec.DISPLAY, List.of(loader));
                })
                .clock(clock)
                .build();
        platform = Platform.of(emulated.coprocessor());
        iop = new PolledIop(IopProfile.named("dcp"), platform, SessionListener.NONE, clock, this::idle);
        iop.boot();
        loader.answers(GET_HOT_PLUG, "01000000" + "01000000" + "01000000");
        loader.answers(TIMING_MODES, "01000000" + timing(1, 640, 480));
        loader.answers(COLOR_MODES, "01000000" + "01000000" + "0100000002000000030000001e000000" + "00000000");
        loader.answers(SWAP_BEGIN, "00".repeat(20));
        display = IbootDisplay.open(iop, platform.memory(), DisplayOptions.DEFAULT.with(clock));
        display.listen(new DisplayListener() {
            @Override
            public void onTrouble(DisplayFault fault) {
                troubles.add(fault.message());
            }
        });
    }

    @AfterEach
    void close() {
        display.close();
        iop.close();
        emulated.close();
    }

    private void idle() {
        if (!emulated.machine().step()) {
            clock.advance(1_000_000);
        }
    }

    private static String word(long value) {
        return HexFormat.of()
                .formatHex(ByteBuffer.allocate(4)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt((int) value)
                        .array());
    }

    private static String timing(int isValid, int width, int height) {
        return word(isValid) + word(width) + word(height) + word(60 << 16) + word(0) + word(0);
    }

    private String malformed(Executable asked) {
        var fault = assertThrows(DisplayException.class, asked::ask).fault();
        return ((DisplayFault.Malformed) fault).message().replaceFirst(".*sense: ", "");
    }

    private interface Executable {
        void ask() throws Exception;
    }

    // ---- What is asked ----

    @Test
    void powerIsAByteBehindAHeadThatSaysHowLongItIs() throws Exception {
        display.power(true);
        display.power(false);
        assertEquals(
                List.of(
                        word(SET_POWER) + word(17) + word(0) + word(0) + "01",
                        word(SET_POWER) + word(17) + word(0) + word(0) + "00"),
                loader.heard(SET_POWER));
    }

    @Test
    void aModeIsATimingAndAColorBothValidAndNothingElse() throws Exception {
        display.power(true);
        display.set(MODE, new ColorMode(1, 2, 3, 30));
        display.set(MODE, ColorMode.PLAIN);
        String head = word(SET_MODE) + word(16 + 48) + word(0) + word(0);
        assertEquals(
                head + timing(1, 640, 480) + word(1) + word(1) + word(2) + word(3) + word(30) + word(0),
                loader.heard(SET_MODE).getFirst());
    }

    /// A picture in its own colours, without what the command before has left in the request.
    @Test
    void aSwapIsThreeCommands() throws Exception {
        display.power(true);
        display.set(MODE, ColorMode.PLAIN);
        Framebuffer picture = display.framebuffer(PixelFormat.BGRA);
        display.flip(picture);
        display.flip(picture);
        assertEquals(2, loader.heard(SWAP_BEGIN).size());
        String layer = loader.heard(SWAP_SET_LAYER).getLast();
        int at = 2 * (16 + 8);
        assertEquals(word(2), layer.substring(at + 2 * 152, at + 2 * 156), "its own colours");
        assertEquals(word(ColorMode.STANDARD_RANGE), layer.substring(at + 2 * 156, at + 2 * 160));
        assertEquals(
                word(SWAP_END) + word(28) + word(0) + word(0) + "00".repeat(12),
                loader.heard(SWAP_END).getLast());
        display.set(MODE, ColorMode.PLAIN);
        assertEquals(
                loader.heard(SET_MODE).getFirst(), loader.heard(SET_MODE).getLast(), "nothing is left of the layer");
        picture.close();
    }

    // ---- What is answered ----

    @ParameterizedTest
    @CsvSource({"1, 1, 1, true", "0, 1, 1, false", "1, 0, 1, false", "1, 1, 0, false"})
    void aMonitorIsThereWithAllItsModes(int isPlugged, int timings, int colors, boolean isThere) throws Exception {
        loader.answers(GET_HOT_PLUG, word(isPlugged) + word(timings) + word(colors));
        assertEquals(isThere, display.isConnected());
    }

    @Test
    void anAnswerThatIsShorterThanItShouldBeIsNone() throws Exception {
        loader.answers(GET_HOT_PLUG, "00".repeat(11));
        assertEquals("hot plug, size=11, not 12", malformed(display::isConnected));
        loader.answers(GET_HOT_PLUG, word(1) + word(1) + word(1));
        loader.answers(TIMING_MODES, "000000");
        assertEquals("timing modes, size=3, not 4", malformed(display::timings));
        display.set(MODE, ColorMode.PLAIN);
        loader.answers(SWAP_BEGIN, "00".repeat(19));
        Framebuffer picture = display.framebuffer(PixelFormat.BGRA);
        assertEquals("begin of a swap, size=19, not 20", malformed(() -> display.flip(picture)));
        picture.close();
    }

    /// A list is as long as it says, and says no more than there is.
    @Test
    void aListEndsWhereItsAnswerEnds() throws Exception {
        loader.answers(TIMING_MODES, word(1) + timing(1, 640, 480) + timing(1, 800, 600));
        assertEquals(List.of(MODE), display.timings());
        loader.answers(
                TIMING_MODES,
                word(2) + timing(1, 640, 480) + timing(1, 800, 600).substring(2));
        assertEquals("timing modes, count=2, room for 1", malformed(display::timings));
        loader.answers(COLOR_MODES, word(1) + word(1) + word(7) + word(0).repeat(4) + word(1) + word(8).repeat(5));
        assertEquals(List.of(new ColorMode(7, 0, 0, 0)), display.colors());
        loader.answers(COLOR_MODES, word(0) + word(1) + word(7) + word(0).repeat(4));
        assertEquals(List.of(), display.colors());
    }

    @Test
    void aModeThatCannotBeIsToldWhereItSaysThatItIsValid() throws Exception {
        loader.answers(TIMING_MODES, word(2) + timing(0, 0, 480) + timing(1, 0, 480));
        assertEquals(List.of(), display.timings());
        assertEquals(1, troubles.size(), troubles::toString);
        assertTrue(troubles.getFirst().contains("no such mode: width=0, height=480"), troubles::toString);
    }

    @Test
    void whatIsAnsweredToAnotherCommandIsNone() throws Exception {
        loader.raw(GET_HOT_PLUG, word(COLOR_MODES) + word(20) + word(1) + word(1) + word(1));
        assertEquals("hot plug, size=20, operation=5", malformed(display::isConnected));
        loader.raw(GET_HOT_PLUG, word(GET_HOT_PLUG) + word(21) + word(1) + word(1) + word(1));
        assertEquals("hot plug, size=20, says 21", malformed(display::isConnected));
        loader.raw(GET_HOT_PLUG, word(GET_HOT_PLUG) + word(7) + word(1) + word(1) + word(1));
        assertEquals("hot plug, size=20, says 7", malformed(display::isConnected));
        loader.raw(GET_HOT_PLUG, "03000000000000");
        assertTrue(malformed(display::isConnected).startsWith("hot plug, size=7"));
        assertFalse(iop.isCrashed());
    }

    private void waits(long millis, int operation, Executable asked) {
        loader.raw(operation, "");
        long before = clock.getAsLong();
        String late = assertThrows(DisplayException.class, asked::ask).getMessage();
        assertTrue(late.endsWith(", waited=%d ms".formatted(millis)), late);
        assertEquals((double) millis, (clock.getAsLong() - before) / 1e6, 20);
    }

    @Test
    void aModeMayTakeLongerThanEverythingElse() {
        waits(1_000, SET_POWER, () -> display.power(true));
        waits(8_500, SET_MODE, () -> display.set(MODE, ColorMode.PLAIN));
    }

    @Test
    void whoIsPatientWaitsAsManyTimesAsLongForAnswers() throws Exception {
        display.close();
        display = IbootDisplay.open(
                iop, platform.memory(), DisplayOptions.DEFAULT.patient(3).with(clock));
        loader.answers(GET_HOT_PLUG, word(0) + word(0) + word(0));
        long before = clock.getAsLong();
        display.power(true);
        assertEquals(2_000, (clock.getAsLong() - before) / 1e6, 50, "a monitor is found as soon as over any other way");
        waits(3_000, SET_POWER, () -> display.power(true));
        waits(25_500, SET_MODE, () -> display.set(MODE, ColorMode.PLAIN));
    }

    @Test
    void aWordOfTheRingsThatMakesNoSenseIsTold() throws Exception {
        emulated.coprocessor().interject(mumble);
        assertTrue(display.isConnected());
        assertEquals(
                List.of("what the firmware says makes no sense: rings, "
                        + "a message makes no sense: message=0x00ff000000000000, state=up"),
                troubles);
    }

    @Test
    void withoutMemoryForItsCommandsNothingIsAsked() throws Exception {
        display.close();
        var memory = new ScarceMemory(platform.memory(), 1);
        display = IbootDisplay.open(iop, memory, DisplayOptions.DEFAULT.with(clock));
        var none = assertThrows(DisplayException.class, display::isConnected);
        assertEquals("display: no memory: hot plug, none is left: iova=0x0, size=0x4000", none.getMessage());
        assertEquals(List.of(), loader.heard(GET_HOT_PLUG));
    }

    /// The service of the boot loader's way, on paper.
    private static final class Loader implements EpicService {
        private final Map<Integer, String> answers = new HashMap<>();
        private final List<String> heard = new ArrayList<>();

        void answers(int operation, String payload) {
            raw(operation, word(operation) + word(8 + payload.length() / 2) + payload);
        }

        void raw(int operation, String answer) {
            answers.put(operation, answer);
        }

        List<String> heard(int operation) {
            return heard.stream()
                    .filter(request -> request.startsWith(word(operation)))
                    .toList();
        }

        @Override
        public String name() {
            return "disp0-service";
        }

        @Override
        public void onCommand(EpicRequest request) {
            byte[] bytes = request.bytes();
            int operation = bytes[0];
            heard.add(HexFormat.of().formatHex(bytes));
            String answer = answers.getOrDefault(operation, word(operation) + word(8));
            if (!answer.isEmpty()) {
                request.answer(0, HexFormat.of().parseHex(answer));
            }
        }
    }
}
