package org.rtkit4j.emulator.mtp;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.emulator.firmware.DeviceFirmware;
import org.rtkit4j.emulator.machine.IoSpace;
import org.rtkit4j.wire.dockchannel.Comm;
import org.rtkit4j.wire.dockchannel.DockPacket;
import org.rtkit4j.wire.dockchannel.DockPayload;
import org.rtkit4j.wire.dockchannel.StmReport;

/// What the firmware does with commands, and what it tells: its interfaces, from their announcement to their
/// reports.
///
/// Numbers and names of the interfaces are those of an M4 Pro's log. Called while the machine's work rests, or in
/// it.
final class HidFirmware implements PacketInbox.Commands {
    static final int MULTI_TOUCH = 1;
    static final int KEYBOARD = 2;
    static final int STM = 3;
    static final int ACTUATOR = 4;

    private static final int VENDOR = 0x05ac;
    // *Guess*: of no product that there is.
    private static final int PRODUCT = 0x0001;
    private static final int PIN_OPEN = 5;
    static final String TASK = "hid";

    private final MtpConfig config;
    private final DeviceFirmware kernel;
    private final HidVoice voice;
    private final TouchFirmware touchFirmware;
    private final HazardBox hazards;
    private final List<HidFunction> functions;
    private int leds;
    private boolean isStuck;
    private boolean awaitsPin;

    HidFirmware(MtpConfig config, IoSpace memory, DeviceFirmware kernel, PacketOutbox outbox, HazardBox hazards) {
        this.config = config;
        this.kernel = kernel;
        voice = new HidVoice(outbox, hazards);
        touchFirmware = new TouchFirmware(config.needsTouchFirmware(), memory, kernel);
        this.hazards = hazards;
        functions = List.of(
                new HidFunction(MULTI_TOUCH, "multi-touch", descriptor(Descriptors.TOUCH)),
                new HidFunction(KEYBOARD, "keyboard", descriptor(Descriptors.KEYBOARD)),
                stm(new HidFunction(STM, "stm", descriptor(Descriptors.STM))),
                new HidFunction(ACTUATOR, "actuator", descriptor(Descriptors.ACTUATOR)));
    }

    private byte[] descriptor(byte[] descriptor) {
        return config.hasDescriptorFault() ? Descriptors.faulty(descriptor) : descriptor;
    }

    private HidFunction stm(HidFunction stm) {
        byte[] id = new byte[StmReport.ID_BYTES];
        MemorySegment fields = MemorySegment.ofArray(id);
        byte[] serial = config.serial().getBytes(StandardCharsets.US_ASCII);
        StmReport.VENDOR.put(fields, 0, VENDOR);
        StmReport.PRODUCT.put(fields, 0, PRODUCT);
        StmReport.TYPE.put(fields, 0, config.keyboardType());
        StmReport.SERIAL_BYTES.put(fields, 0, serial.length);
        return stm.with(StmReport.ID, id).with(StmReport.SERIAL, serial).with(StmReport.KEYBOARD_TYPE, (byte)
                config.keyboardType());
    }

    // ---- What it tells by itself ----

    /// The firmware has come up: tells of every interface.
    void start() {
        reset();
        hazards.refill();
        functions.forEach(this::announce);
        if (hazards.takes(MtpHazard.INTERFACE_16)) {
            voice.tell(Announcement.packet(DockPacket.INTERFACES, "ghost", 0, Comm.Block.DESCRIPTOR, new byte[0]));
            voice.report(DockPacket.INTERFACES, new byte[] {1});
        }
        if (hazards.takes(MtpHazard.NAME_WITHOUT_END)) {
            voice.tell(Announcement.packet(5, "a-name-without-e", 0, Comm.Block.DESCRIPTOR, new byte[0]));
        }
    }

    void reset() {
        functions.forEach(function -> function.enter(HidFunction.State.ANNOUNCED));
        hazards.clear();
        touchFirmware.clear();
        leds = 0;
        isStuck = false;
        awaitsPin = false;
    }

    private void announce(HidFunction function) {
        boolean isKeyboard = function.number() == KEYBOARD;
        if (function.number() == MULTI_TOUCH && config.pulse() != PinPulse.NONE) {
            voice.tell(Announcement.pin(function));
        }
        if (isKeyboard && hazards.has(MtpHazard.ENDLESS_INIT)) {
            return;
        }
        boolean isBeyond = isKeyboard && hazards.takes(MtpHazard.BLOCK_BEYOND_PACKET);
        voice.tell(isBeyond ? Announcement.beyond(function) : Announcement.descriptor(function));
        if (isKeyboard && hazards.takes(MtpHazard.EARLY_REPORT)) {
            voice.report(KEYBOARD, new byte[] {KeyMatrix.REPORT, 0, 0, 4, 0, 0, 0, 0, 0});
        }
    }

    /// Goes on announcing where that has no end, one packet each time the last one is gone.
    void goOn() {
        if (hazards.has(MtpHazard.ENDLESS_INIT) && voice.isSilent()) {
            voice.tell(Announcement.packet(KEYBOARD, "keyboard", 1, Comm.Block.PRODUCT, new byte[] {'x', 0}));
        }
    }

    /// Reports from an interface that is ready.
    ///
    /// @return whether it was taken: it is ready, and there was room
    boolean input(int number, byte[] report) {
        return takes(number, report.length) && voice.report(number, report);
    }

    /// Returns whether a report of so many bytes would be taken.
    boolean takes(int number, int length) {
        HidFunction function = find(number);
        return function != null && function.isReady() && voice.hasRoomFor(length);
    }

    // ---- What it is told ----

    /// Returns whether it reads commands at all.
    boolean reads() {
        if (hazards.has(MtpHazard.STUCK_FIFO)) {
            isStuck = true;
        }
        return !isStuck;
    }

    @Override
    public void onDropped(String why) {
        kernel.log(TASK, "packet of the AP dropped: " + why);
    }

    @Override
    public void onCommand(long header, long head, byte[] data, int from, int length) {
        byte[] command = Arrays.copyOfRange(data, from, from + length);
        int number = (int) DockPacket.INTERFACE.get(header);
        int flags = (int) DockPayload.FLAGS.get(head);
        HidFunction function = find(number);
        if (number == Comm.NUMBER && flags == DockPayload.SET_FEATURE) {
            control(header, head, command);
        } else if (function == null) {
            voice.answer(header, head, ReturnCode.NOT_FOUND, command[0]);
        } else if (flags == DockPayload.GET_FEATURE) {
            byte[] value = function.feature(command[0] & 0xff);
            voice.answer(header, head, value == null ? ReturnCode.NOT_FOUND : ReturnCode.DONE, command[0], value);
        } else {
            voice.answer(header, head, output(function, flags, command), command[0]);
        }
    }

    private int output(HidFunction function, int flags, byte[] report) {
        if (flags != DockPayload.SET_OUTPUT) {
            return ReturnCode.UNSUPPORTED;
        }
        if (!function.isReady()) {
            return ReturnCode.NOT_READY;
        }
        if (function.number() == KEYBOARD && report[0] == KeyMatrix.REPORT && report.length > 1) {
            leds = report[1] & 0x1f;
        }
        return ReturnCode.DONE;
    }

    // An interface is ready behind the answer to the command that made it so.
    private void control(long header, long head, byte[] command) {
        MemorySegment fields = MemorySegment.ofArray(command);
        int code = switch ((int) Comm.TYPE.get(fields, 0)) {
            case Comm.Enable.ID -> enable(fields);
            case Comm.Power.ID -> power(fields);
            case Comm.Load.ID -> load(fields);
            case Comm.PinDone.ID -> pinDone(fields);
            default -> ReturnCode.UNSUPPORTED;
        };
        voice.answer(header, head, code, command[0]);
        if (code == ReturnCode.DONE) {
            follow(fields);
        }
    }

    private int enable(MemorySegment command) {
        return command.byteSize() < Comm.Enable.BYTES
                ? ReturnCode.BAD_ARGUMENT
                : known((int) Comm.Enable.INTERFACE.get(command, 0));
    }

    private int power(MemorySegment command) {
        return command.byteSize() < Comm.Power.BYTES
                ? ReturnCode.BAD_ARGUMENT
                : known((int) Comm.Power.INTERFACE.get(command, 0));
    }

    private int known(int number) {
        return find(number) == null ? ReturnCode.NOT_FOUND : ReturnCode.DONE;
    }

    private int pinDone(MemorySegment command) {
        if (!awaitsPin || command.byteSize() < Comm.PinDone.BYTES) {
            return ReturnCode.BAD_ARGUMENT;
        }
        return Comm.PinDone.RETURN_CODE.get(command, 0) == 0 ? ReturnCode.DONE : ReturnCode.NOT_READY;
    }

    private int load(MemorySegment command) {
        return command.byteSize() < Comm.Load.BYTES ? ReturnCode.BAD_ARGUMENT : touchFirmware.load(command);
    }

    // ---- What follows a command that was done ----

    private void follow(MemorySegment command) {
        switch ((int) Comm.TYPE.get(command, 0)) {
            case Comm.Enable.ID -> bringUp(find((int) Comm.Enable.INTERFACE.get(command, 0)));
            case Comm.Power.ID -> switchTo(command);
            case Comm.PinDone.ID -> onPin();
            default -> {}
        }
    }

    private void switchTo(MemorySegment command) {
        HidFunction function = find((int) Comm.Power.INTERFACE.get(command, 0));
        if (function == null) {
            return;
        }
        function.enter(HidFunction.State.OFF);
        if (Comm.Power.STATE.get(command, 0) == Comm.Power.ON) {
            bringUp(function);
        }
    }

    private void bringUp(@Nullable HidFunction function) {
        if (function == null || function.isReady()) {
            return;
        }
        if (function.number() == MULTI_TOUCH && !touchFirmware.isComplete()) {
            function.enter(HidFunction.State.OFF);
        } else if (function.number() == MULTI_TOUCH && config.pulse() != PinPulse.NONE) {
            askForPin();
        } else {
            ready(function);
        }
    }

    private void askForPin() {
        awaitsPin = true;
        byte[] request = new byte[PIN_OPEN];
        MemorySegment fields = MemorySegment.ofArray(request);
        Comm.TYPE.put(fields, 0, Comm.PinRequest.ID);
        Comm.PinRequest.INTERFACE.put(fields, 0, MULTI_TOUCH);
        Comm.PinRequest.PIN.put(fields, 0, Announcement.PIN_ID);
        if (config.pulse() == PinPulse.LINUX) {
            Comm.PinRequest.COMMAND.put(fields, 0, Comm.PinRequest.PULSE);
        } else {
            Comm.PinRequest.COMMAND_M1N1.put(fields, 0, Comm.PinRequest.PULSE);
        }
        voice.tell(request);
    }

    private void onPin() {
        awaitsPin = false;
        HidFunction touch = find(MULTI_TOUCH);
        if (touch != null) {
            ready(touch);
        }
    }

    private void ready(HidFunction function) {
        function.enter(HidFunction.State.READY);
        byte[] ready = new byte[Comm.Ready.BYTES];
        MemorySegment fields = MemorySegment.ofArray(ready);
        Comm.TYPE.put(fields, 0, Comm.Ready.ID);
        Comm.Ready.INTERFACE.put(fields, 0, function.number());
        voice.tell(ready);
        kernel.log(TASK, function.name() + " ready");
    }

    private @Nullable HidFunction find(int number) {
        for (HidFunction function : functions) {
            if (function.number() == number) {
                return function;
            }
        }
        return null;
    }

    // ---- Seen from behind ----

    int leds() {
        return leds;
    }

    byte[] touchFirmware() {
        return touchFirmware.bytes();
    }
}
