package org.rtkit4j.drivers.input;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.drivers.hid.ReportDescriptor;
import org.rtkit4j.wire.dockchannel.Comm;
import org.rtkit4j.wire.dockchannel.DockPacket;

/// The interfaces that the firmware has told of, from their announcement to their reports.
///
/// Nothing that it says is believed before it was checked; what makes no sense is told as a fault, and left out.
final class Functions {
    // A descriptor, a pin and a name make three.
    private static final int MOST_PACKETS = 64;
    // What OpenBSD keeps of one.
    private static final int MOST_REQUEST_BYTES = 512;

    private final InputListener listener;
    private final Starter starter;
    private final @Nullable RemoteFunction[] functions = new RemoteFunction[DockPacket.INTERFACES];
    private boolean isFlooded;

    /// What is done about an interface.
    interface Starter {
        /// It was announced, and is wanted.
        void enable(RemoteFunction function);

        /// It is ready.
        void onReady(RemoteFunction function);

        /// A pin is wanted; the answer has the request behind it.
        void onPin(RemoteFunction function, boolean isPulse, byte[] request);
    }

    Functions(InputListener listener, Starter starter) {
        this.listener = listener;
        this.starter = starter;
    }

    /// Releases everything, and forgets all interfaces.
    void reset() {
        for (RemoteFunction function : functions) {
            if (function != null) {
                function.release(listener);
            }
        }
        Arrays.fill(functions, null);
        isFlooded = false;
    }

    /// Returns whether the firmware tells without end.
    boolean isFlooded() {
        return isFlooded;
    }

    /// Returns whether no interface can be used, of those that were announced.
    boolean areLost() {
        for (RemoteFunction function : functions) {
            if (function != null && function.state != RemoteFunction.State.UNUSABLE) {
                return false;
            }
        }
        return true;
    }

    /// Returns the interface that sets LEDs, or null.
    @Nullable
    RemoteFunction withLeds() {
        for (RemoteFunction function : functions) {
            if (function != null && function.state == RemoteFunction.State.READY && function.ledReport(0).length > 0) {
                return function;
            }
        }
        return null;
    }

    /// Takes a report of any interface.
    void onReport(int number, byte[] bytes, int from, int length) {
        if (number >= DockPacket.INTERFACES) {
            listener.onTrouble(new InputFault.NoSuchInterface(number));
        } else if (number == Comm.NUMBER) {
            onComm(bytes, from, length);
        } else {
            onInput(number, bytes, from, length);
        }
    }

    private void onInput(int number, byte[] bytes, int from, int length) {
        RemoteFunction function = functions[number];
        if (function == null || function.state != RemoteFunction.State.READY) {
            listener.onTrouble(new InputFault.EarlyReport(number, length));
        } else {
            function.report(bytes, from, length, listener);
        }
    }

    private void onComm(byte[] bytes, int from, int length) {
        MemorySegment said = MemorySegment.ofArray(bytes).asSlice(from, length);
        switch (length == 0 ? 0 : bytes[from] & 0xff) {
            case Comm.Init.ID -> onInit(said);
            case Comm.Ready.ID -> onReady(said);
            case Comm.PinRequest.ID -> onPinRequest(said);
            default -> {}
        }
    }

    // ---- Announcements ----

    private void onInit(MemorySegment said) {
        if (said.byteSize() < Comm.Init.BYTES) {
            malformed("an announcement", 0, said);
            return;
        }
        int number = (int) Comm.Init.INTERFACE.get(said, 0);
        if (number == Comm.NUMBER || number >= DockPacket.INTERFACES) {
            listener.onTrouble(new InputFault.NoSuchInterface(number));
            return;
        }
        RemoteFunction function = announced(number, text(said, Comm.Init.NAME.offset(), Comm.Init.NAME_BYTES));
        if (function.state == RemoteFunction.State.UNUSABLE) {
            return;
        }
        if (++function.packets > MOST_PACKETS) {
            isFlooded = true;
            function.state = RemoteFunction.State.UNUSABLE;
            listener.onTrouble(new InputFault.EndlessAnnouncement(number, function.name, function.packets));
            return;
        }
        blocks(function, said);
        if (Comm.Init.MORE_PACKETS.get(said, 0) == 0) {
            complete(function);
        }
    }

    // One that was there already has started anew.
    private RemoteFunction announced(int number, String name) {
        RemoteFunction known = functions[number];
        if (known != null && goesOn(known)) {
            return known;
        }
        if (known != null) {
            known.release(listener);
        }
        var made = new RemoteFunction(number, name);
        functions[number] = made;
        return made;
    }

    private static boolean goesOn(RemoteFunction known) {
        return known.state == RemoteFunction.State.ANNOUNCED || known.state == RemoteFunction.State.UNUSABLE;
    }

    private void blocks(RemoteFunction function, MemorySegment said) {
        long at = Comm.Init.BYTES;
        while (at + Comm.Block.HEAD_BYTES <= said.byteSize()) {
            long kind = Comm.Block.KIND.get(said, at);
            long length = Comm.Block.LENGTH.get(said, at);
            at += Comm.Block.HEAD_BYTES;
            if (kind == Comm.Block.END) {
                return;
            }
            if (length > said.byteSize() - at) {
                malformed("a block", function.number, said);
                return;
            }
            block(function, (int) kind, said.asSlice(at, length));
            at += length;
        }
    }

    private void block(RemoteFunction function, int kind, MemorySegment content) {
        if (kind == Comm.Block.DESCRIPTOR) {
            function.descriptor = content.toArray(ValueLayout.JAVA_BYTE);
        } else if (kind == Comm.Block.GPIO && content.byteSize() >= Comm.Pin.BYTES) {
            function.pinId = (int) Comm.Pin.ID.get(content, 0);
            function.pin = text(content, Comm.Pin.NAME.offset(), Comm.Pin.NAME_BYTES);
        }
    }

    private void complete(RemoteFunction function) {
        ReportDescriptor descriptor = function.understand();
        descriptor
                .problems()
                .forEach(problem -> listener.onTrouble(new InputFault.OddDescriptor(function.number, problem)));
        if (function.isWanted()) {
            function.state = RemoteFunction.State.STARTING;
            starter.enable(function);
        } else {
            function.state = RemoteFunction.State.UNUSABLE;
            if (function.descriptor.length == 0) {
                listener.onTrouble(new InputFault.Unusable(function.number, function.name, "it has no descriptor"));
            }
        }
    }

    // ---- Ready, and pins ----

    private void onReady(MemorySegment said) {
        if (said.byteSize() <= Comm.Ready.INTERFACE.offset()) {
            malformed("a message", 0, said);
            return;
        }
        RemoteFunction function = find((int) Comm.Ready.INTERFACE.get(said, 0));
        if (function != null && function.state == RemoteFunction.State.STARTING) {
            function.state = RemoteFunction.State.READY;
            function.readyByNanos = CommandQueue.NEVER;
            starter.onReady(function);
        }
    }

    private void onPinRequest(MemorySegment said) {
        if (said.byteSize() < Comm.PinRequest.BYTES || said.byteSize() > MOST_REQUEST_BYTES) {
            malformed("a request for a pin", 0, said);
            return;
        }
        RemoteFunction function = find((int) Comm.PinRequest.INTERFACE.get(said, 0));
        if (function == null) {
            return;
        }
        int pin = (int) Comm.PinRequest.PIN.get(said, 0);
        if (pin != function.pinId) {
            listener.onTrouble(new InputFault.NoSuchPin(function.number, pin));
        }
        // In either reading: no other command is known.
        boolean isPulse = pin == function.pinId
                && (Comm.PinRequest.COMMAND.get(said, 0) == Comm.PinRequest.PULSE
                        || Comm.PinRequest.COMMAND_M1N1.get(said, 0) == Comm.PinRequest.PULSE);
        starter.onPin(function, isPulse, said.toArray(ValueLayout.JAVA_BYTE));
    }

    private @Nullable RemoteFunction find(int number) {
        if (number >= DockPacket.INTERFACES) {
            listener.onTrouble(new InputFault.NoSuchInterface(number));
            return null;
        }
        return functions[number];
    }

    // ---- Time ----

    /// Returns when [#late] has to be asked.
    long dueNanos() {
        long due = CommandQueue.NEVER;
        for (RemoteFunction function : functions) {
            due = function == null ? due : Math.min(due, function.readyByNanos);
        }
        return due;
    }

    /// Returns an interface that should be ready by now and is not, or null.
    @Nullable
    RemoteFunction late(long nowNanos) {
        for (RemoteFunction function : functions) {
            if (function != null && isLate(function, nowNanos)) {
                return function;
            }
        }
        return null;
    }

    private static boolean isLate(RemoteFunction function, long nowNanos) {
        return function.readyByNanos != CommandQueue.NEVER && function.readyByNanos - nowNanos <= 0;
    }

    // A name that fills its field has no zero at its end.
    private static String text(MemorySegment memory, long at, int most) {
        byte[] bytes = memory.asSlice(at, most).toArray(ValueLayout.JAVA_BYTE);
        int length = 0;
        while (length < most && bytes[length] != 0) {
            length++;
        }
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }

    private void malformed(String what, int number, MemorySegment said) {
        listener.onTrouble(new InputFault.Malformed(what, number, (int) said.byteSize()));
    }
}
