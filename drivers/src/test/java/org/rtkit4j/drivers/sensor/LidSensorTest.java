package org.rtkit4j.drivers.sensor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.iop.PolledIop;
import org.rtkit4j.core.session.SessionListener;
import org.rtkit4j.core.session.Stage;
import org.rtkit4j.drivers.epic.EpicFault;
import org.rtkit4j.drivers.epic.EpicOptions;
import org.rtkit4j.emulator.EmulatedMachine;
import org.rtkit4j.emulator.afk.AfkSpec;
import org.rtkit4j.emulator.afk.EpicFirmware;
import org.rtkit4j.emulator.afk.EpicRequest;
import org.rtkit4j.emulator.afk.EpicService;
import org.rtkit4j.emulator.firmware.FirmwareEndpoint;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.emulator.sensor.Lid;
import org.rtkit4j.testkit.ManualClock;

/// The lid's sensor through registers and shared memory, on one clock that moves only while nothing is left to do.
class LidSensorTest {
    private static final long NUB = 0x2_4ac0_0000L;
    private final ManualClock clock = new ManualClock();
    private final List<Integer> heard = new ArrayList<>();
    private final List<String> troubles = new ArrayList<>();
    private EmulatedMachine emulated;
    private PolledIop iop;

    private LidSensor open(FirmwareEndpoint.Factory lid) throws Exception {
        boot(EmulatedMachine.with(Profile.named("aop"))
                .endpoint(0x26, lid)
                .clock(clock)
                .build());
        return open();
    }

    private void boot(EmulatedMachine machine) throws Exception {
        emulated = machine;
        Platform platform = Platform.of(emulated.coprocessor());
        iop = new PolledIop(IopProfile.named("aop"), platform, SessionListener.NONE, clock, this::idle);
        iop.boot();
    }

    private LidSensor open() throws Exception {
        var memory = Platform.of(emulated.coprocessor()).memory();
        return LidSensor.open(iop, memory, EpicOptions.SENSOR.with(clock), new LidListener() {
            @Override
            public void onAngle(int degrees) {
                heard.add(degrees);
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

    @Test
    void saysTheAngleWhenItHasChanged() throws Exception {
        var lid = new Lid();
        lid.open(110);
        try (var _ = open(lid)) {
            pass(Duration.ofSeconds(1));
            assertEquals(List.of(110), heard);
            lid.open(0);
            pass(Duration.ofSeconds(1));
            assertEquals(List.of(110, 0), heard);
            assertEquals(List.of(), troubles);
        }
    }

    @Test
    void isFoundBehindTheLastEndpoint() throws Exception {
        var lid = new Lid();
        lid.open(70);
        boot(EmulatedMachine.with(Profile.named("aop"))
                .endpoint(0x26, (number, kernel) -> EpicFirmware.sensor(number, kernel, AfkSpec.SENSOR, List.of()))
                .endpoint(0x2e, lid)
                .clock(clock)
                .build());
        try (var _ = open()) {
            pass(Duration.ofSeconds(1));
            assertEquals(List.of(70), heard);
        }
    }

    // The blocks of a ring are as far apart as the host wants, which reads that off the ring itself.
    @ParameterizedTest
    @ValueSource(ints = {0x40, 0x80, 0x100, 0x400, 0, -1, 7, 0x800, 0x7fff_ffff})
    void worksWhateverAlignmentTheHostHasAskedFor(int alignment) throws Exception {
        boot(EmulatedMachine.with(Profile.named("aop")).clock(clock).build());
        long list = NUB + word(NUB + 0x22c);
        byte[] arguments = new byte[word(NUB + 0x230)];
        emulated.machine().read(list, arguments, 0, arguments.length);
        int at = new String(arguments, StandardCharsets.ISO_8859_1).indexOf("gila");
        write(list + at + 8, alignment);
        try (var _ = open()) {
            pass(Duration.ofSeconds(1));
            assertEquals(1, heard.getFirst() / 100, heard::toString);
            assertEquals(List.of(), troubles);
        }
    }

    private int word(long physAddr) {
        byte[] bytes = new byte[4];
        emulated.machine().read(physAddr, bytes, 0, 4);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt();
    }

    private void write(long physAddr, int value) {
        byte[] bytes = {(byte) value, (byte) (value >>> 8), (byte) (value >>> 16), (byte) (value >>> 24)};
        emulated.machine().write(physAddr, bytes, 0, 4);
    }

    @Test
    void aReportThatIsTooShortIsTold() throws Exception {
        FirmwareEndpoint.Factory odd =
                (endpoint, kernel) -> EpicFirmware.sensor(endpoint, kernel, AfkSpec.SENSOR, List.of(new EpicService() {
                    @Override
                    public String name() {
                        return "las";
                    }

                    @Override
                    public void onUp(Voice voice) {
                        voice.report(0xc4, new byte[] {1});
                        voice.report(0xc5, new byte[1]);
                        voice.report(0xc4, new byte[] {1, (byte) 200, 9, 9});
                    }

                    @Override
                    public void onCommand(EpicRequest request) {
                        request.answer(0);
                    }
                }));
        try (var _ = open(odd)) {
            pass(Duration.ofMillis(10));
            assertEquals(List.of(200), heard);
            assertEquals(
                    List.of("what the firmware says makes no sense: a report of the lid, size=1"),
                    troubles.stream().map(each -> each.replace("epic: ", "")).toList());
        }
    }

    @Test
    void whatTheFirmwareSaysBesidesIsToldAndItsMemoryComesBack() throws Exception {
        boot(EmulatedMachine.with(Profile.named("aop"))
                .endpoint(0x26, (endpoint, kernel) -> {
                    kernel.after(5_000_000_000L, () -> kernel.send(endpoint, 0x00ff_0000_0000_0000L));
                    return new Lid().create(endpoint, kernel);
                })
                .clock(clock)
                .build());
        int before = emulated.coprocessor().memory().openBuffers();
        LidSensor sensor = open();
        pass(Duration.ofSeconds(6));
        assertEquals(List.of("a message makes no sense: message=0x00ff000000000000, state=up"), troubles);
        sensor.close();
        assertEquals(before, emulated.coprocessor().memory().openBuffers());
        assertEquals(Stage.RUNNING, iop.phase().stage());
    }
}
