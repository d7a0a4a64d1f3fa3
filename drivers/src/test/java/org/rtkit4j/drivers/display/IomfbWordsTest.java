package org.rtkit4j.drivers.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.core.session.Stage;
import org.rtkit4j.wire.display.ColorMode;
import org.rtkit4j.wire.display.PixelFormat;
import org.rtkit4j.wire.display.TimingMode;

/// What the host calls of a firmware on paper, byte by byte, and what it makes of what that returns. Numbers and places
/// after m1n1's `fw/dcp/ipc.py`, the order after linux drivers/gpu/drm/apple/iomfb_template.c.
class IomfbWordsTest {
    private static final String START_SIGNAL = PaperDisplay.START_SIGNAL;
    private static final String SET_CREATE_DFB = "A357";
    private static final String SWAP_START = "A407";
    private static final String SWAP_SUBMIT = "A408";
    private static final String SET_DISPLAY_DEVICE = "A410";
    private static final String IS_MAIN_DISPLAY = "A411";
    private static final String SET_DIGITAL_OUT_MODE = "A412";
    private static final String GET_COLOR_REMAP_MODE = "A426";
    private static final String SET_PARAMETER = "A439";
    private static final String ENABLE_DISABLE_VIDEO_POWER_SAVINGS = "A447";
    private static final String FIRST_CLIENT_OPEN = "A454";
    private static final String LAST_CLIENT_CLOSE = "A455";
    private static final String ABORT_SWAPS = "A464";
    private static final String SET_POWER_STATE = "A468";

    private static final int REFUSAL = 0xe00002bc;
    private static final TimingMode SMALL = TimingMode.of(640, 480, 60);
    private static final TimingMode NARROW = TimingMode.of(650, 400, 60);

    /// Where surface 0 and what comes behind all four lie in the input of a swap.
    private static final int SURFACE = 0x320;

    private static final int BEHIND = SURFACE + 4 * 0x204;

    private IomfbRig rig;
    private PaperDisplay paper;

    @BeforeEach
    void boot() throws Exception {
        rig = IomfbRig.onPaper();
        paper = rig.paper();
    }

    @AfterEach
    void close() {
        paper.silentOn = "";
        rig.close();
    }

    private void later(Runnable action) {
        rig.dcp.interject(action);
    }

    private IomfbDisplay started(boolean isPanel) throws Exception {
        paper.outputs.put(IS_MAIN_DISPLAY, new int[] {isPanel ? 1 : 0});
        rig.start();
        later(() -> {
            paper.tell("ColorElements", List.of(color(0)));
            paper.tell("TimingElements", List.of(timing(0, SMALL), timing(5, NARROW)));
            paper.plug(true);
        });
        rig.settle();
        assertEquals(List.of(SMALL, NARROW), rig.display().timings());
        paper.said.clear();
        return rig.display();
    }

    private static Map<String, Object> color(int id) {
        return Map.of("ID", id, "Depth", 8, "PixelEncoding", 0, "Colorimetry", 10, "EOTF", 0);
    }

    private static Map<String, Object> timing(int id, TimingMode mode) {
        return Map.of(
                "ID",
                id,
                "HorizontalAttributes",
                Map.of("Active", mode.width()),
                "VerticalAttributes",
                Map.of("Active", mode.height(), "PreciseSyncRate", mode.refresh()));
    }

    private static void refused(String what, Executable asked) {
        var e = assertThrows(DisplayException.class, asked);
        assertEquals("display: the firmware refused: %s, code=0xe00002bc".formatted(what), e.getMessage());
    }

    // ---- The start ----

    @Test
    void itStartsInTheOrderOfOperatingSystems() throws Exception {
        rig.start();
        assertEquals(
                List.of(
                        START_SIGNAL,
                        GET_COLOR_REMAP_MODE,
                        ENABLE_DISABLE_VIDEO_POWER_SAVINGS,
                        FIRST_CLIENT_OPEN,
                        IS_MAIN_DISPLAY),
                paper.tags());
        assertEquals(6, paper.last(GET_COLOR_REMAP_MODE).word(0));
    }

    @Test
    void aFirmwareThatIsNeverReadyIsNotWaitedForForever() {
        paper.isReady = false;
        var late = assertThrows(DisplayException.class, rig::start);
        assertEquals("display: no answer: initialise, waited=1000 ms", late.getMessage());
        assertEquals(0, rig.dcp.memory().openBuffers());
    }

    @Test
    void aStartThatIsRefusedKeepsNothing() {
        paper.outputs.put(START_SIGNAL, new int[] {REFUSAL});
        refused("start_signal", rig::start);
        assertEquals(Stage.RESTING, rig.iop.phase().stage());
        assertEquals(0, rig.dcp.memory().openBuffers());
    }

    /// Eight calls may wait at a time, and each start waits for one.
    @Test
    void aStartOfTheHardwareInWhichNothingCanBeCalledIsAnsweredAtOnce() throws Exception {
        started(true);
        int before = paper.answers;
        paper.silentOn = SET_CREATE_DFB;
        for (int i = 0; i < 9; i++) {
            later(paper::startHardware);
            rig.settle();
        }
        assertEquals(8, paper.said.size());
        assertEquals(1, paper.answers - before);
        assertEquals(1, paper.lastAnswer, "yes");
        assertEquals(List.of(), rig.diary.troubles);
    }

    // Firmware of machines with a panel tells of one where nothing was pulled out.
    @Test
    void aPanelIsThereWhateverIsToldOfPlugs() throws Exception {
        IomfbDisplay display = started(true);
        later(() -> paper.plug(false));
        rig.settle();
        assertTrue(display.isConnected());
        assertEquals(2, display.timings().size());
        assertEquals(List.of(), rig.diary.lines);
    }

    @Test
    void aMonitorIsGoneWhenThatIsTold() throws Exception {
        IomfbDisplay display = started(false);
        later(() -> paper.plug(false));
        rig.settle();
        assertFalse(display.isConnected());
        assertEquals(List.of(), display.timings());
        assertEquals(List.of("plugged in", "pulled out"), rig.diary.lines);
    }

    // ---- Power and mode ----

    @Test
    void aPanelIsSwitchedOn() throws Exception {
        started(true).power(true);
        assertEquals(List.of(SET_DISPLAY_DEVICE, SET_POWER_STATE), paper.tags());
        assertEquals(0, paper.last(SET_DISPLAY_DEVICE).word(0));
        assertEquals(1, paper.last(SET_POWER_STATE).word(0));
    }

    @Test
    void aMonitorIsSwitchedOnWithOneParameterMore() throws Exception {
        started(false).power(true);
        assertEquals(List.of(SET_DISPLAY_DEVICE, SET_PARAMETER, SET_POWER_STATE), paper.tags());
        assertEquals(2, paper.last(SET_DISPLAY_DEVICE).word(0));
        assertEquals(14, paper.last(SET_PARAMETER).word(0));
        assertEquals(1, paper.last(SET_PARAMETER).word(36));
    }

    @Test
    void aRefusalOfPowerSaysWhichWay() throws Exception {
        IomfbDisplay display = started(true);
        paper.outputs.put(SET_POWER_STATE, new int[] {0, REFUSAL});
        refused("power on", () -> display.power(true));
        refused("power off", () -> display.power(false));
    }

    /// The last picture is none, in black, and of the screen as a whole.
    @Test
    void itIsSwitchedOffBehindABlackPicture() throws Exception {
        IomfbDisplay display = started(true);
        display.power(true);
        paper.said.clear();
        paper.outputs.put(SWAP_START, new int[] {77});
        display.power(false);
        assertEquals(List.of(SWAP_START, SWAP_SUBMIT, ABORT_SWAPS, LAST_CLIENT_CLOSE, SET_POWER_STATE), paper.tags());
        PaperDisplay.Said swap = paper.last(SWAP_SUBMIT);
        assertEquals(77, swap.word(0x50));
        assertEquals(0x8000_0007, swap.word(0x104));
        assertEquals(0x8000_0007, swap.word(0x108));
        assertEquals(0xff00_0000, swap.word(0x10c));
        assertEquals(1, swap.word(BEHIND + 41), "nothing stays");
        assertEquals(1, swap.at(BEHIND + 46), "no surface");
        assertEquals(0, paper.last(SET_POWER_STATE).word(0));
        later(() -> paper.show(77));
        rig.settle();
        assertEquals(List.of(), rig.diary.lines, "nobody has asked for it");
        assertEquals(List.of(), rig.diary.troubles);
    }

    @Test
    void whatIsOffIsNotMadeBlack() throws Exception {
        started(true).power(false);
        assertEquals(List.of(ABORT_SWAPS, LAST_CLIENT_CLOSE, SET_POWER_STATE), paper.tags());
    }

    @Test
    void itIsSwitchedOffBeforeItsFirmwareIsStopped() throws Exception {
        IomfbDisplay display = started(true);
        display.power(true);
        paper.said.clear();
        display.close();
        assertEquals(List.of(SWAP_START, SWAP_SUBMIT, ABORT_SWAPS, LAST_CLIENT_CLOSE, SET_POWER_STATE), paper.tags());
        assertEquals(Stage.RESTING, rig.iop.phase().stage());
        assertEquals(0, rig.dcp.memory().openBuffers());
    }

    @Test
    void whatIsOffIsOnlyStopped() throws Exception {
        started(true).close();
        assertEquals(List.of(), paper.tags());
        assertEquals(Stage.RESTING, rig.iop.phase().stage());
    }

    /// Numbers are the firmware's, and 0 is one.
    @Test
    void aModeIsSetByTheNumbersThatWereTold() throws Exception {
        IomfbDisplay display = started(true);
        display.set(NARROW, ColorMode.PLAIN);
        assertEquals(0, paper.last(SET_DIGITAL_OUT_MODE).word(0));
        assertEquals(5, paper.last(SET_DIGITAL_OUT_MODE).word(4));
        display.set(SMALL, ColorMode.PLAIN);
        assertEquals(0, paper.last(SET_DIGITAL_OUT_MODE).word(4));
        paper.outputs.put(SET_DIGITAL_OUT_MODE, new int[] {REFUSAL});
        refused("mode 650x400@60", () -> display.set(NARROW, ColorMode.PLAIN));
        assertEquals(640, display.framebuffer(PixelFormat.BGRA).width(), "the one before stays");
    }

    // ---- Pictures ----

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPictureIsOneSurfaceOverTheWholeScreen(boolean isPanel) throws Exception {
        IomfbDisplay display = started(isPanel);
        display.power(true);
        display.set(NARROW, ColorMode.PLAIN);
        Framebuffer picture = display.framebuffer(PixelFormat.BGRA);
        paper.outputs.put(SWAP_START, new int[] {41});
        assertEquals(1, display.flip(picture));
        PaperDisplay.Said first = paper.last(SWAP_SUBMIT);
        assertEquals(41, first.word(0x50), "the number that it was given");
        assertEquals(650, first.word(0x64 + 8));
        assertEquals(400, first.word(0x64 + 12));
        assertEquals(650, first.word(0xc4 + 8));
        assertEquals(400, first.word(0xc4 + 12));
        assertEquals(13, first.at(SURFACE + 19), "transfer function");
        assertEquals(isPanel ? 12 : 0, first.at(SURFACE + 20), "colour space");
        assertEquals(2624, first.word(SURFACE + 21), "a multiple of 64 bytes");
        assertEquals(4, first.at(SURFACE + 25));
        assertEquals(1, first.at(SURFACE + 27));
        assertEquals(1, first.at(SURFACE + 28));
        assertEquals(650, first.word(SURFACE + 33));
        assertEquals(400, first.word(SURFACE + 37));
        assertEquals(2624 * 400, first.word(SURFACE + 41));
        assertEquals(1, first.at(SURFACE + 81));
        assertEquals(1, first.at(SURFACE + 329));
        assertEquals(picture.iova(), first.input().getLong(BEHIND));
        assertEquals(0, first.at(BEHIND + 46), "it is there");
        assertEquals(2624 * 400, picture.sizeBytes());
        assertEquals(0, first.word(BEHIND + 41));
        assertEquals(0x8000_0007, first.word(0x104), "nothing stays of what the boot loader has left");
        display.flip(picture);
        assertEquals(1, paper.last(SWAP_SUBMIT).word(0x104), "nothing else changes");
        assertEquals(1, paper.last(SWAP_SUBMIT).word(0x108));
        assertEquals(0xff00_0000, paper.last(SWAP_SUBMIT).word(0x10c));
    }

    /// It returns behind a byte.
    @Test
    void aPictureThatIsRefusedIsNotWaitedFor() throws Exception {
        IomfbDisplay display = started(true);
        display.power(true);
        display.set(SMALL, ColorMode.PLAIN);
        Framebuffer picture = display.framebuffer(PixelFormat.BGRA);
        paper.outputs.put(SWAP_SUBMIT, new int[] {REFUSAL << 8, REFUSAL >>> 24});
        for (int i = 0; i < 20; i++) {
            refused("swap", () -> display.flip(picture));
        }
        paper.outputs.put(SWAP_START, new int[] {0, 0, 0, 0, 0, REFUSAL});
        for (int i = 0; i < 20; i++) {
            refused("swap", () -> display.flip(picture));
        }
    }

    @Test
    void afterARestartEverythingIsAsItWas() throws Exception {
        IomfbDisplay display = started(true);
        display.power(true);
        display.set(SMALL, ColorMode.PLAIN);
        Framebuffer picture = display.framebuffer(PixelFormat.BGRA);
        display.flip(picture);
        rig.iop.recover();
        paper = rig.paper();
        paper.outputs.put(IS_MAIN_DISPLAY, new int[] {1});
        paper.atStart = () -> {
            paper.tell("ColorElements", List.of(color(0)));
            paper.tell("TimingElements", List.of(timing(0, SMALL)));
        };
        display.resume();
        assertEquals(
                List.of(SET_DISPLAY_DEVICE, SET_POWER_STATE, SET_DIGITAL_OUT_MODE, SWAP_START, SWAP_SUBMIT),
                paper.tags().subList(5, paper.tags().size()));
        assertEquals(picture.iova(), paper.last(SWAP_SUBMIT).input().getLong(BEHIND));
    }

    @Test
    void linesOfAPictureBeginAtMultiplesOf64Bytes() throws Exception {
        IomfbDisplay display = started(true);
        display.set(SMALL, ColorMode.PLAIN);
        assertEquals(2560, display.framebuffer(PixelFormat.BGRA).strideBytes());
        display.set(NARROW, ColorMode.PLAIN);
        assertEquals(2624, display.framebuffer(PixelFormat.BGRA).strideBytes());
    }

    // ---- Answers that come late, or not ----

    private void waits(String tag, long millis, Executable asked) {
        paper.silentOn = tag;
        var late = assertThrows(DisplayException.class, asked);
        assertTrue(late.getMessage().endsWith(", waited=%d ms".formatted(millis)), late::getMessage);
        later(paper::answer);
        rig.settle();
        paper.silentOn = "";
    }

    /// As long as linux drivers/gpu/drm/apple/iomfb_template.c waits; half a second more for a mode.
    @Test
    void whatMayTakeLongIsWaitedForLonger() throws Exception {
        IomfbDisplay display = started(true);
        waits(SET_DISPLAY_DEVICE, 1_000, () -> display.power(true));
        waits(SET_POWER_STATE, 10_000, () -> display.power(true));
        waits(SET_DIGITAL_OUT_MODE, 8_500, () -> display.set(SMALL, ColorMode.PLAIN));
        display.power(true);
        display.set(SMALL, ColorMode.PLAIN);
        waits("", 1_000, () -> display.awaitFlip(display.flip(display.framebuffer(PixelFormat.BGRA))));
    }

    @Test
    void whoIsPatientWaitsForEverythingAsManyTimesAsLong() throws Exception {
        rig.options = rig.options.patient(3);
        IomfbDisplay display = started(true);
        waits(SET_DISPLAY_DEVICE, 3_000, () -> display.power(true));
        waits(SET_POWER_STATE, 30_000, () -> display.power(true));
        waits(SET_DIGITAL_OUT_MODE, 25_500, () -> display.set(SMALL, ColorMode.PLAIN));
        display.power(true);
        display.set(SMALL, ColorMode.PLAIN);
        waits("", 3_000, () -> display.awaitFlip(display.flip(display.framebuffer(PixelFormat.BGRA))));
    }

    @Test
    void aLateAnswerIsNotTakenForThatToTheNextCall() throws Exception {
        IomfbDisplay display = started(true);
        paper.silentOn = SET_DISPLAY_DEVICE;
        var late = assertThrows(DisplayException.class, () -> display.power(true));
        assertEquals("display: no answer: set_display_device, waited=1000 ms", late.getMessage());
        paper.silentOn = "";
        paper.said.clear();
        later(paper::answer);
        paper.outputs.put(SET_DIGITAL_OUT_MODE, new int[] {REFUSAL});
        refused("mode 640x480@60", () -> display.set(SMALL, ColorMode.PLAIN));
        assertEquals(List.of(SET_DIGITAL_OUT_MODE), paper.tags());
        assertEquals(List.of(), rig.diary.troubles);
    }

    @Test
    void aThreadThatIsInterruptedWhenItsTimeIsOverStaysSo() throws Exception {
        IomfbDisplay display = started(true);
        paper.silentOn = SET_DISPLAY_DEVICE;
        rig.idle = () -> {
            rig.clock.advance(2_000_000_000L);
            Thread.currentThread().interrupt();
        };
        var late = assertThrows(DisplayException.class, () -> display.power(true));
        assertTrue(Thread.interrupted());
        assertInstanceOf(DisplayFault.TimedOut.class, late.fault());
        rig.idle = () -> rig.clock.advance(100_000);
    }
}
