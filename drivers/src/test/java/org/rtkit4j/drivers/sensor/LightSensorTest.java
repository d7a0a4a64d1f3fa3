package org.rtkit4j.drivers.sensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.iop.PolledIop;
import org.rtkit4j.core.session.SessionListener;
import org.rtkit4j.drivers.epic.EpicException;
import org.rtkit4j.drivers.epic.EpicFault;
import org.rtkit4j.drivers.epic.EpicOptions;
import org.rtkit4j.emulator.EmulatedMachine;
import org.rtkit4j.emulator.afk.AfkSpec;
import org.rtkit4j.emulator.afk.EpicFirmware;
import org.rtkit4j.emulator.afk.EpicRequest;
import org.rtkit4j.emulator.afk.EpicService;
import org.rtkit4j.emulator.crash.CrashCause;
import org.rtkit4j.emulator.firmware.FirmwareEndpoint;
import org.rtkit4j.emulator.firmware.Kernel;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.emulator.sensor.Daylight;
import org.rtkit4j.testkit.ManualClock;

/// The light sensor through registers and shared memory, on one clock that moves only while nothing is left to do.
class LightSensorTest {
    private final ManualClock clock = new ManualClock();
    private final List<String> heard = new ArrayList<>();
    private final List<String> troubles = new ArrayList<>();
    private EmulatedMachine emulated;
    private PolledIop iop;
    private Platform platform;
    private int buffersBefore;

    private LightSensor open(FirmwareEndpoint.Factory light) throws Exception {
        return open(0x24, light);
    }

    private LightSensor open(int endpoint, FirmwareEndpoint.Factory light) throws Exception {
        return open(Map.of(endpoint, light));
    }

    private LightSensor open(Map<Integer, FirmwareEndpoint.Factory> endpoints) throws Exception {
        var machine = EmulatedMachine.with(Profile.named("aop")).clock(clock);
        endpoints.forEach(machine::endpoint);
        emulated = machine.build();
        platform = Platform.of(emulated.coprocessor());
        iop = new PolledIop(IopProfile.named("aop"), platform, SessionListener.NONE, clock, this::idle);
        iop.boot();
        buffersBefore = buffers();
        return again();
    }

    private int buffers() {
        return emulated.coprocessor().memory().openBuffers();
    }

    private LightSensor again() throws Exception {
        return LightSensor.open(iop, platform.memory(), EpicOptions.SENSOR.with(clock), new LightListener() {
            @Override
            public void onLight(int sequence, float lux, long red, long green, long blue, long clear) {
                heard.add("%d: %.1f lux, %d %d %d %d".formatted(sequence, lux, red, green, blue, clear));
            }

            @Override
            public void onTrouble(EpicFault fault) {
                troubles.add(fault.message());
            }
        });
    }

    private void idle() {
        if (!emulated.machine().step()) {
            clock.advance(1_000_000);
        }
    }

    private void pass(Duration time) throws Exception {
        iop.await(() -> false, time.toNanos());
    }

    private static List<AfkSpec> specs() {
        return List.of(AfkSpec.SENSOR, AfkSpec.DISPLAY, new AfkSpec(AfkSpec.Form.BY_RING, 0x80, 0x4000, 0x8000));
    }

    @ParameterizedTest
    @MethodSource("specs")
    void reportsAsOftenAsItIsToldWhateverItsRingsAreLike(AfkSpec spec) throws Exception {
        var light = new Daylight(spec);
        light.shine(100);
        try (var sensor = open(light)) {
            pass(Duration.ofSeconds(1));
            assertEquals(List.of(), heard);
            sensor.report(Duration.ofMillis(200));
            pass(Duration.ofMillis(1_005));
            assertEquals(5, heard.size(), heard::toString);
            assertEquals("4: 100.0 lux, 300 400 200 900", heard.getLast());
            sensor.report(Duration.ZERO);
            pass(Duration.ofSeconds(1));
            assertEquals(5, heard.size());
            assertEquals(List.of(), troubles);
        }
    }

    @Test
    void aThousandReportsWrapTheRings() throws Exception {
        try (var sensor = open(new Daylight(new AfkSpec(AfkSpec.Form.BY_REGION, 0x40, 0x400, 0x400)))) {
            sensor.report(Duration.ofMillis(1));
            pass(Duration.ofMillis(1_001));
            assertTrue(heard.size() >= 500, () -> "reports=" + heard.size());
            assertEquals(List.of(), troubles);
        }
    }

    @Test
    void itComesBackAfterACrash() throws Exception {
        var light = new Daylight();
        light.shine(5);
        var sensor = open(light);
        emulated.coprocessor().crash(new CrashCause.FailedAssert("als.c", 7, "false"));
        assertThrows(EpicException.class, () -> sensor.report(Duration.ofMillis(10)));
        sensor.close();
        iop.recover();
        try (var after = again()) {
            after.report(Duration.ofMillis(10));
            pass(Duration.ofMillis(50));
            assertEquals("0: 5.0 lux, 15 20 10 45", heard.getFirst());
        }
    }

    @Test
    void aSensorThatAnswersNothingIsWaitedForNoLongerThanASecond() throws Exception {
        try (var sensor = open(silent())) {
            long before = clock.getAsLong();
            var e = assertThrows(EpicException.class, () -> sensor.report(Duration.ofMillis(10)));
            assertEquals("epic: no answer: interval, waited=1000 ms", e.getMessage());
            assertTrue(clock.getAsLong() - before < 1_100_000_000L);
        }
    }

    private static FirmwareEndpoint.Factory silent() {
        return (endpoint, kernel) -> firmware(endpoint, kernel, new Scribe("als", _ -> {}));
    }

    private static FirmwareEndpoint firmware(int endpoint, Kernel kernel, EpicService... services) {
        return EpicFirmware.sensor(endpoint, kernel, AfkSpec.SENSOR, List.of(services));
    }

    /// A service that writes down what it is asked.
    private static final class Scribe implements EpicService {
        final List<String> asked = new ArrayList<>();
        private final String name;
        private final Consumer<EpicRequest> answer;

        Scribe(String name, Consumer<EpicRequest> answer) {
            this.name = name;
            this.answer = answer;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void onCommand(EpicRequest request) {
            asked.add("%x %s".formatted(request.type(), HexFormat.of().formatHex(request.bytes())));
            answer.accept(request);
        }
    }

    /// A property that is called 0, in microseconds. Source: m1n1 `experiments/aop_als.py`.
    @Test
    void itIsToldToReportNoMoreBeforeItIsClosed() throws Exception {
        var scribe = new Scribe("als", request -> request.answer(0));
        var sensor = open((endpoint, kernel) -> firmware(endpoint, kernel, scribe));
        sensor.report(Duration.ofMillis(200));
        sensor.close();
        assertEquals(List.of("4 00000000400d0300", "4 0000000000000000"), scribe.asked);
        assertEquals(buffersBefore, buffers());
        sensor.close();
        assertEquals(2, scribe.asked.size());
    }

    @Test
    void aThreadThatIsInterruptedClosesItAllTheSame() throws Exception {
        var sensor = open(new Daylight());
        Thread.currentThread().interrupt();
        sensor.close();
        assertTrue(Thread.interrupted());
        assertEquals(buffersBefore, buffers());
    }

    @Test
    void aThreadThatIsInterruptedLooksNoFurther() throws Exception {
        Runnable interrupt = Thread.currentThread()::interrupt;
        assertThrows(
                InterruptedException.class,
                () -> open((endpoint, kernel) -> {
                    FirmwareEndpoint another = firmware(endpoint, kernel, new Scribe("other", _ -> {}));
                    return new FirmwareEndpoint() {
                        @Override
                        public void onStart() {
                            another.onStart();
                            kernel.after(50_000_000, interrupt);
                        }

                        @Override
                        public void onMessage(long msg0) {
                            another.onMessage(msg0);
                        }
                    };
                }));
        assertEquals(buffersBefore, buffers());
        assertTrue(clock.getAsLong() < 1_000_000_000, "its service was waited for no longer");
        interrupt.run();
        assertThrows(InterruptedException.class, this::again);
        assertEquals(buffersBefore, buffers());
    }

    @Test
    void itsEndpointIsOneOfTheFirstFifteen() throws Exception {
        try (var sensor = open(0x2e, new Daylight())) {
            sensor.report(Duration.ofMillis(1));
        }
    }

    @Test
    void whatTheFirmwareSaysBesidesIsTold() throws Exception {
        try (var _ = open((endpoint, kernel) -> firmware(endpoint, kernel, new Scribe("als", request -> {
            kernel.send(endpoint, 0x00ff_0000_0000_0000L);
            request.answer(0);
        })))) {
            assertEquals(List.of(), troubles);
        }
        assertEquals(List.of("a message makes no sense: message=0x00ff000000000000, state=up"), troubles);
    }

    @Test
    void aReportThatIsTooShortIsTold() throws Exception {
        FirmwareEndpoint.Factory odd =
                (endpoint, kernel) -> EpicFirmware.sensor(endpoint, kernel, AfkSpec.SENSOR, List.of(new EpicService() {
                    @Override
                    public String name() {
                        return "als";
                    }

                    @Override
                    public void onUp(Voice voice) {
                        voice.report(0xc4, new byte[50]);
                        voice.report(0xc4, new byte[51]);
                        voice.report(0xc5, new byte[1]);
                    }

                    @Override
                    public void onCommand(EpicRequest request) {
                        request.answer(0);
                    }
                }));
        try (var _ = open(odd)) {
            pass(Duration.ofMillis(10));
            assertEquals(List.of(), heard);
            assertEquals(2, troubles.size(), troubles::toString);
        }
    }

    /// Which endpoint is whose differs from year to year: others are asked before, and report what they like.
    @Test
    void whatOtherSensorsReportIsNobodysTrouble() throws Exception {
        FirmwareEndpoint.Factory others = (endpoint, kernel) -> EpicFirmware.sensor(
                endpoint, kernel, AfkSpec.SENSOR, List.of(new Talker("las", 2), new Talker("accel", 51)));
        try (var sensor = open(Map.of(0x21, others, 0x27, new Daylight()))) {
            sensor.report(Duration.ofMillis(200));
            pass(Duration.ofMillis(500));
            assertEquals(2, heard.size(), heard::toString);
            assertEquals(List.of(), troubles);
        }
    }

    /// Nor what one behind the same endpoint reports.
    @Test
    void whatAnotherSensorReportsBesideItIsNobodysTrouble() throws Exception {
        FirmwareEndpoint.Factory both = (endpoint, kernel) -> EpicFirmware.sensor(
                endpoint, kernel, AfkSpec.SENSOR, List.of(new Talker("las", 51), new Talker("als", 51)));
        try (var _ = open(both)) {
            pass(Duration.ofMillis(10));
            assertEquals(List.of("0: 0.0 lux, 0 0 0 0"), heard);
            assertEquals(List.of(), troubles);
        }
    }

    /// Reports once it is up, so many bytes.
    private record Talker(String name, int bytes) implements EpicService {
        @Override
        public void onUp(Voice voice) {
            byte[] report = new byte[bytes];
            report[0] = (byte) 0xec;
            voice.report(0xc4, report);
        }

        @Override
        public void onCommand(EpicRequest request) {
            request.answer(0);
        }
    }

    @Test
    void aMachineWithoutOneSaysSo() throws Exception {
        var e = assertThrows(
                EpicException.class, () -> open((endpoint, kernel) -> (long msg0) -> kernel.send(endpoint, msg0)));
        assertEquals("epic: the firmware has no such service: name=als", e.getMessage());
    }
}
