package org.rtkit4j.drivers.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.rtkit4j.emulator.display.CallResult;
import org.rtkit4j.emulator.display.IomfbHazard;
import org.rtkit4j.wire.display.PixelFormat;
import org.rtkit4j.wire.iomfb.IomfbCallback;

/// What the firmware is answered to each thing that it asks, as linux drivers/gpu/drm/apple/iomfb_template.c has it.
class IomfbAnswersTest {
    private static CallResult call(IomfbRig rig, IomfbCallback callback, Map<String, Long> arguments) throws Exception {
        CallResult result = rig.hands().call(callback, arguments);
        rig.await(result::isAnswered);
        return result;
    }

    private static long returned(IomfbRig rig, IomfbCallback callback) throws Exception {
        return call(rig, callback, Map.of()).returned();
    }

    @ParameterizedTest
    @EnumSource(
            value = IomfbCallback.class,
            names = {
                "DID_BOOT_SIGNAL",
                "DID_POWER_ON_SIGNAL",
                "CREATE_PROVIDER_SERVICE",
                "SET_PROPERTY_INT",
                "PROPERTY_BOOL",
                "CREATE_DEFAULT_FB_SURFACE"
            })
    void mostIsAnsweredWithYes(IomfbCallback callback) throws Exception {
        try (var rig = IomfbRig.up(IomfbRig.PANEL)) {
            assertEquals(1, returned(rig, callback));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = IomfbCallback.class,
            names = {"POWER_UP_DART", "GET_DOT_PITCH", "IDLE_FENCE_CREATE", "IS_DFB_ALLOCATED", "PRESERVE_CONTENTS"})
    void theRestIsAnsweredWithZero(IomfbCallback callback) throws Exception {
        try (var rig = IomfbRig.up(IomfbRig.PANEL)) {
            assertEquals(0, returned(rig, callback));
        }
    }

    @Test
    void timeAndFrequencyAreThoseOfTheOptions() throws Exception {
        try (var rig = IomfbRig.up(IomfbRig.PANEL)) {
            assertEquals(rig.options.frequencyHertz(), returned(rig, IomfbCallback.GET_FREQUENCY));
            long before = rig.options.calendarMillis().getAsLong();
            long said = returned(rig, IomfbCallback.GET_CALENDAR_TIME_MS);
            assertEquals(
                    true, said >= before && said <= rig.options.calendarMillis().getAsLong());
        }
    }

    @Test
    void whatIsOnlyAskedForIsGivenBackAsItCame() throws Exception {
        try (var rig = IomfbRig.up(IomfbRig.PANEL.with("display.iomfb", "13.5"))) {
            CallResult bandwidth =
                    call(rig, IomfbCallback.ALLOCATE_BANDWIDTH, Map.of("unknown_1", 11L, "unknown_2", 22L));
            assertEquals(11, bandwidth.out("unknown_1"));
            assertEquals(22, bandwidth.out("unknown_2"));
            assertEquals(1, bandwidth.returned());
        }
    }

    @Test
    void aPropertyInPartsIsTakenWhereItFitsTogether() throws Exception {
        try (var rig = IomfbRig.up(IomfbRig.PANEL)) {
            assertEquals(
                    1,
                    call(rig, IomfbCallback.PROPERTY_START, Map.of("length", 16L))
                            .returned());
            assertEquals(0, rig.diary.troubles.size(), rig.diary::toString);
            assertEquals(
                    0,
                    call(rig, IomfbCallback.PROPERTY_CHUNK, Map.of("offset", 8L, "length", 9L))
                            .returned());
            assertEquals(1, rig.diary.troubles.size(), rig.diary::toString);
        }
    }

    /// It has a byte at least, and a mebibyte at most.
    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "1048576, 1", "1048577, 0", "4294967295, 0"})
    void aPropertyHasABound(long length, long isTaken) throws Exception {
        try (var rig = IomfbRig.up(IomfbRig.PANEL)) {
            assertEquals(
                    isTaken,
                    call(rig, IomfbCallback.PROPERTY_START, Map.of("length", length))
                            .returned());
            assertEquals(1 - isTaken, rig.diary.troubles.size(), rig.diary::toString);
        }
    }

    @Test
    void aPartMayFillItsCallAndReachTheEnd() throws Exception {
        try (var rig = IomfbRig.up(IomfbRig.PANEL)) {
            call(rig, IomfbCallback.PROPERTY_START, Map.of("length", 0x2000L));
            for (long at = 0; at < 0x2000; at += 0x1000) {
                var part = Map.of("offset", at, "length", 0x1000L);
                assertEquals(1, call(rig, IomfbCallback.PROPERTY_CHUNK, part).returned());
            }
            assertEquals(
                    0,
                    call(rig, IomfbCallback.PROPERTY_CHUNK, Map.of("offset", 0L, "length", 0x1001L))
                            .returned(),
                    "there is no more in a call");
        }
    }

    // ---- Memory ----

    @Test
    void memoryIsGivenInWholePagesAndMappedWhereItLies() throws Exception {
        try (var rig = IomfbRig.up(IomfbRig.PANEL)) {
            CallResult exact = call(rig, IomfbCallback.ALLOCATE_BUFFER, Map.of("size", 0x4000L));
            assertEquals(0x4000, exact.out("dva_size"));
            CallResult rounded = call(rig, IomfbCallback.ALLOCATE_BUFFER, Map.of("size", 0x4001L));
            assertEquals(0x5000, rounded.out("dva_size"));
            CallResult mapped = call(rig, IomfbCallback.MAP_BUF, Map.of("buffer", exact.returned()));
            assertEquals(exact.out("dva"), mapped.out("dva"));
            assertEquals(0, mapped.returned());
        }
    }

    /// 64 MiB together, of which nothing is spent by memory that came back.
    @ParameterizedTest
    @CsvSource({"12.3", "13.5"})
    void memoryThatIsReleasedCanBeHadAgain(String version) throws Exception {
        try (var rig = IomfbRig.up(IomfbRig.PANEL.with("display.iomfb", version))) {
            for (int i = 0; i < 5; i++) {
                CallResult large = call(rig, IomfbCallback.ALLOCATE_BUFFER, Map.of("size", 40L << 20));
                assertEquals(40L << 20, large.out("dva_size"));
                assertEquals(
                        0,
                        call(rig, IomfbCallback.ALLOCATE_BUFFER, Map.of("size", 40L << 20))
                                .returned(),
                        "not twice at a time");
                assertEquals(
                        1,
                        call(rig, IomfbCallback.RELEASE_DESCRIPTOR, Map.of("descriptor", large.returned()))
                                .returned());
            }
        }
    }

    // ---- Pictures ----

    @Test
    void aSwapThatTheFirmwareAbortsIsNotWaitedForAnyLonger() throws Exception {
        try (var rig = IomfbRig.up(IomfbRig.MONITOR)) {
            rig.on();
            rig.show(0xff_00_00);
            rig.hands().inject(IomfbHazard.LOST_SWAP);
            int flip = rig.display().flip(rig.display().framebuffer(PixelFormat.BGRA));
            for (long swap = 0; swap < 8; swap++) {
                call(rig, IomfbCallback.ABORT_SWAP, Map.of("swap_id", swap));
            }
            long before = rig.clock.getAsLong();
            var gone = assertThrows(DisplayException.class, () -> rig.display().awaitFlip(flip));
            assertEquals(new DisplayFault.Disconnected("flip"), gone.fault());
            assertEquals(before, rig.clock.getAsLong());
        }
    }
}
