package org.rtkit4j.drivers.epic;

import java.util.ArrayList;
import java.util.List;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.iop.PolledIop;
import org.rtkit4j.core.session.SessionListener;
import org.rtkit4j.emulator.Coprocessor;
import org.rtkit4j.emulator.EmulatedMachine;
import org.rtkit4j.emulator.afk.AfkSpec;
import org.rtkit4j.emulator.afk.EpicFirmware;
import org.rtkit4j.emulator.afk.EpicService;
import org.rtkit4j.emulator.firmware.FirmwareEndpoint;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.testkit.ManualClock;

/// A host and emulated firmware with services of a test's, on one clock that moves only while nothing is left to
/// do.
final class EpicRig implements AutoCloseable, EpicListener {
    static final int ENDPOINT = 0x24;
    private static final long TICK_NANOS = 100_000L;

    final ManualClock clock = new ManualClock();
    final EmulatedMachine emulated;
    final PolledIop iop;
    final Platform platform;
    final EpicOptions options;
    final List<String> heard = new ArrayList<>();
    final List<EpicFault> faults = new ArrayList<>();

    /// What is behind the endpoint, where a test writes its entries.
    PaperFirmware paper;

    EpicRig(AfkSpec spec, boolean isSensor, EpicService... services) throws Exception {
        this(
                isSensor,
                (number, kernel) -> isSensor
                        ? EpicFirmware.sensor(number, kernel, spec, List.of(services))
                        : EpicFirmware.display(number, kernel, spec, List.of(services)));
    }

    /// With a firmware that says what a test writes.
    static EpicRig onPaper(boolean isSensor) throws Exception {
        var made = new PaperFirmware[1];
        var rig = new EpicRig(isSensor, (number, kernel) -> made[0] = new PaperFirmware(number, kernel));
        rig.paper = made[0];
        return rig;
    }

    private EpicRig(boolean isSensor, FirmwareEndpoint.Factory endpoint) throws Exception {
        options = (isSensor ? EpicOptions.SENSOR : EpicOptions.DISPLAY).with(clock);
        emulated = EmulatedMachine.with(Profile.named("dcp"))
                .endpoint(ENDPOINT, endpoint)
                .clock(clock)
                .build();
        platform = Platform.of(emulated.coprocessor());
        iop = new PolledIop(IopProfile.named("dcp"), platform, SessionListener.NONE, clock, this::idle);
        iop.boot();
    }

    EpicPort open() throws Exception {
        return EpicPort.open(iop, ENDPOINT, platform.memory(), options, this);
    }

    Coprocessor coprocessor() {
        return emulated.coprocessor();
    }

    /// Lets the firmware do what it has to do, and the host hear of it.
    void settle() {
        for (int i = 0; i < 10; i++) {
            emulated.machine().runUntilIdle();
            iop.poll();
        }
    }

    private void idle() {
        if (!emulated.machine().step()) {
            clock.advance(TICK_NANOS);
        }
    }

    @Override
    public void onService(ServiceAnnouncement service) {
        heard.add("service " + service.name() + " " + service.properties());
    }

    @Override
    public void onReport(int channel, int type, byte[] bytes, int from, int length) {
        heard.add("report %d 0x%x, %d bytes".formatted(channel, type, length));
    }

    @Override
    public int onCall(int channel, int number, byte[] bytes, int from, int length) {
        heard.add("call %d %d, %d bytes".formatted(channel, number, length));
        for (int i = from; i < from + length; i++) {
            bytes[i]++;
        }
        return number == 99 ? UNANSWERED : number;
    }

    @Override
    public void onFault(EpicFault fault) {
        faults.add(fault);
    }

    @Override
    public void close() {
        iop.close();
        emulated.close();
    }
}
