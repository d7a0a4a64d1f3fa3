package org.rtkit4j.emulator.smc;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.emulator.firmware.FirmwareEndpoint;
import org.rtkit4j.emulator.firmware.Kernel;

/// The machine round the controller: its buttons, its lid, its pins; and what the controller remembers, which
/// outlives the firmware's starts.
///
/// Give it to [org.rtkit4j.emulator.EmulatedMachine.Builder#endpoint]. Once the machine runs, call it inside
/// [org.rtkit4j.emulator.Coprocessor#interject] only.
public final class SmcBoard implements FirmwareEndpoint.Factory {
    private final BoardMemory memory;
    private @Nullable SmcEndpoint live;

    /// Makes a board whose controller has never run.
    public SmcBoard(SmcConfig config) {
        memory = new BoardMemory(config);
    }

    @Override
    public FirmwareEndpoint create(int endpoint, Kernel kernel) {
        var made = new SmcEndpoint(memory, endpoint, kernel);
        live = made;
        return made;
    }

    /// Presses or releases the power button.
    public void press(boolean isDown) {
        happen(isDown ? ScriptedEvent.POWER_PRESS : ScriptedEvent.POWER_RELEASE);
    }

    /// Closes or opens the lid.
    public void lid(boolean isClosed) {
        happen(isClosed ? ScriptedEvent.LID_CLOSE : ScriptedEvent.LID_OPEN);
    }

    /// Something happens: the controller takes note, and tells the AP where it has asked to be told.
    ///
    /// @param value the event's word, for example 0x72010101
    public void happen(int value) {
        memory.store.note(value);
        tell(value);
    }

    /// Drives a pin from outside; the AP is interrupted where it has asked for that.
    public void drive(int pin, boolean high) {
        if (memory.store.pin(pin).map(p -> p.input(high)).orElse(false)) {
            tell(0x7202_0000 | pin << 8);
        }
    }

    /// Lets a fault strike the next command, once; the ones that were injected before come first.
    ///
    /// @param delayNanos for how long, where it takes time
    public void inject(SmcFaultKind fault, long delayNanos) {
        memory.injected.add(new FaultRule(fault, 0, 1, delayNanos));
    }

    /// Returns the power state that the AP has asked for last, four letters as a number; 0: none.
    public int powerRequest() {
        return memory.powerRequest();
    }

    /// Returns the bytes of a key as the AP wrote them, if it did.
    public Optional<byte[]> written(String key) {
        return memory.store.written(KeyEntry.fourCc(key));
    }

    /// Returns how many commands the controller has taken.
    public long commands() {
        return memory.commands();
    }

    private void tell(int value) {
        if (live != null) {
            live.tell(value);
        }
    }
}
