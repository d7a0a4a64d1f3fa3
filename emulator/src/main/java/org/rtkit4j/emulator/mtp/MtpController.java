package org.rtkit4j.emulator.mtp;

import java.util.List;
import org.rtkit4j.emulator.dockchannel.DockChannel;
import org.rtkit4j.emulator.firmware.DeviceFirmware;
import org.rtkit4j.emulator.firmware.FirmwareState;
import org.rtkit4j.emulator.machine.IoSpace;
import org.rtkit4j.emulator.machine.Machine;
import org.rtkit4j.emulator.machine.Work;
import org.rtkit4j.wire.dockchannel.DockChannelRegisters;
import org.rtkit4j.wire.port.Region;
import org.rtkit4j.wire.port.Registers;

/// Keyboard and trackpad behind a DockChannel: registers on one side, hands on the other, and between them what
/// the firmware does with packets, while it is up.
///
/// Registers and [#hands] may be used from any thread; everything else happens in steps of the machine. The FIFO
/// to the AP outlives the firmware: what it has written stays there, whole or in part. Source: m1n1
/// experiments/mtp.py reads the rest away before it boots.
public final class MtpController {
    private final MtpConfig config;
    private final DeviceFirmware kernel;
    private final Machine machine;
    private final Work work;
    private final DockChannel channel;
    private final PacketOutbox outbox;
    private final PacketInbox inbox;
    private final HazardBox hazards;
    private final HidFirmware firmware;
    private final KeyMatrix keys = new KeyMatrix();
    private final TouchSurface surface = new TouchSurface();
    private final Typist typist = new Typist();
    private final Typist.Keyboard keyboard = this::key;
    private final MtpHands hands = new MtpHands(new Hands());
    private boolean wasUp;
    private int releases;

    /// @param memory what the firmware reaches
    public MtpController(MtpConfig config, Machine machine, IoSpace memory, DeviceFirmware kernel) {
        this.config = config;
        this.machine = machine;
        this.kernel = kernel;
        hazards = new HazardBox(config.hazards());
        work = machine.work(this::step, this::raiseLines);
        channel = new DockChannel(DockChannelRegisters.MTP_CHANNEL, machine.interrupts(), work::ready);
        outbox = new PacketOutbox(channel);
        firmware = new HidFirmware(config, memory, kernel, outbox, hazards);
        inbox = new PacketInbox(channel, firmware);
    }

    /// Puts its registers into the machine.
    public void attach() {
        List<Region> windows = config.windows();
        attach(windows.get(0), channel.interrupts());
        attach(windows.get(1), channel.config());
        attach(windows.get(2), channel.data());
    }

    private void attach(Region place, Registers window) {
        machine.attach(place.start(), place.sizeBytes(), window);
    }

    /// Returns the channel, with its registers and its line.
    public DockChannel channel() {
        return channel;
    }

    /// Returns the hands on keyboard and trackpad.
    public MtpHands hands() {
        return hands;
    }

    /// The firmware's state may have changed. To be called while the machine's work rests.
    public void follow(FirmwareState now) {
        boolean isUp = now == FirmwareState.RUNNING;
        if (isUp == wasUp) {
            return;
        }
        wasUp = isUp;
        outbox.clear();
        inbox.clear();
        keys.releaseAll();
        surface.releaseAll();
        releases++;
        if (isUp) {
            channel.discardSent();
            firmware.start();
            work.ready();
        } else {
            firmware.reset();
        }
    }

    /// Resets it with its co-processor.
    public void reset() {
        follow(FirmwareState.STOPPED);
    }

    private void step() {
        if (!kernel.isUp()) {
            return;
        }
        if (firmware.reads()) {
            inbox.drain();
        }
        // What has left makes room for what was held up.
        outbox.flush();
        firmware.goOn();
        work.at(typist.run(machine.nowNanos(), keyboard));
        outbox.flush();
    }

    private void raiseLines() {
        channel.raiseLines();
    }

    private boolean key(int usage, boolean isDown) {
        if (!firmware.takes(HidFirmware.KEYBOARD, KeyMatrix.REPORT_BYTES)) {
            return false;
        }
        return !keys.key(usage, isDown) || firmware.input(HidFirmware.KEYBOARD, keys.report());
    }

    /// What hands can do, one at a time while the machine's work rests.
    private final class Hands implements MtpHands.Surface {
        @Override
        public void act(Runnable action) {
            machine.exclusively(action);
            work.ready();
        }

        @Override
        public boolean key(int usage, boolean isDown) {
            return MtpController.this.key(usage, isDown);
        }

        @Override
        public boolean type(int usage, boolean isDown, long afterNanos) {
            return typist.add(usage, isDown, afterNanos, machine.nowNanos());
        }

        @Override
        public int waiting() {
            return typist.waiting();
        }

        @Override
        public boolean isTaken() {
            return typist.waiting() == 0 && outbox.isEmpty() && channel.unread() == 0;
        }

        @Override
        public int releases() {
            return releases;
        }

        @Override
        public void forget() {
            if (keys.isAnyDown()) {
                typist.forgetPresses();
            } else {
                typist.clear();
            }
        }

        @Override
        public boolean mouse(int buttons, int dx, int dy, int wheel) {
            return firmware.input(HidFirmware.MULTI_TOUCH, surface.mouse(buttons, dx, dy, wheel));
        }

        @Override
        public void finger(int contact, boolean isDown, int x, int y) {
            surface.finger(contact, isDown, x, y);
        }

        @Override
        public void press(boolean isDown) {
            surface.press(isDown);
        }

        @Override
        public boolean frame() {
            return firmware.input(HidFirmware.MULTI_TOUCH, surface.touch(machine.nowNanos()));
        }

        @Override
        public void inject(MtpHazard hazard) {
            hazards.add(hazard);
        }

        @Override
        public int leds() {
            return firmware.leds();
        }

        @Override
        public byte[] touchFirmware() {
            return firmware.touchFirmware();
        }
    }
}
