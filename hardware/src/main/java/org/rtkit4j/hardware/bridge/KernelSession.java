package org.rtkit4j.hardware.bridge;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// One kernel and its machine, from HELLO to the end of the connection.
///
/// A kernel may ask for anything: what cannot be done is answered so, and what follows is served as if it had not been
/// asked for. Only a request whose data have no end that can be found ends the connection.
final class KernelSession implements AutoCloseable {
    private final RequestChannel channel;
    private final BridgeTarget.PowerSwitch power;
    private final long key;
    private final EventStream events = new EventStream();
    private volatile @Nullable PoweredMachine machine;

    /// @param key by which the kernel proves that it is itself
    KernelSession(RequestChannel channel, BridgeTarget.PowerSwitch power, long key) {
        this.channel = channel;
        this.power = power;
        this.key = key;
    }

    boolean hasKey(long claimed) {
        return key == claimed;
    }

    /// Ends the connection where the kernel keeps the machine from others and does nothing with it: where it has been
    /// silent for so long without a memory, or within a request or its answer. Between requests it may be silent.
    /// Any thread may call it.
    void endIfUseless(long mostSilentNanos) throws IOException {
        boolean isAwaited = machine == null || channel.isWithinRequest();
        if (isAwaited && channel.silentNanos() >= mostSilentNanos) {
            channel.close();
        }
    }

    /// Answers HELLO, and serves what comes after it until the kernel has gone.
    void run() throws IOException {
        channel.answer(BridgeStatus.OK, key, null);
        boolean goesOn = true;
        while (goesOn && channel.receive()) {
            goesOn = serve(BridgeOp.of(channel.op()));
        }
    }

    private boolean serve(@Nullable BridgeOp op) throws IOException {
        PoweredMachine on = machine;
        if (op == null) {
            channel.answer(BridgeStatus.UNKNOWN_OP, 0, lines());
        } else if (op.carriesData() && TargetRequests.isOutside(channel.size(), 0)) {
            channel.refuse("more data than a request may have: size=" + unsignedSize(), lines());
            return false;
        } else {
            byte[] data = op.carriesData() ? channel.receiveData(channel.size()) : new byte[0];
            serve(op, data, on);
        }
        return true;
    }

    private void serve(BridgeOp op, byte[] data, @Nullable PoweredMachine on) throws IOException {
        if (op == BridgeOp.MEMORY && on == null) {
            takeMemory();
        } else if (on == null || op == BridgeOp.MEMORY || op == BridgeOp.HELLO || op == BridgeOp.EVENTS) {
            channel.refuse("not now: op=%s, machine=%s".formatted(op, on == null ? "off" : "on"), lines());
        } else {
            new TargetRequests(channel, on.target(), on.lines()).serve(op, data);
        }
    }

    private void takeMemory() throws IOException {
        PoweredMachine on;
        try {
            var memory = ClaimedMemory.of(channel.address(), channel.size(), channel.value(), key);
            on = PoweredMachine.on(memory, power, events::onRise);
        } catch (IOException | InternalError | IllegalArgumentException e) {
            channel.refuse("cannot switch on: " + e.getMessage(), null);
            return;
        }
        machine = on;
        channel.answer(BridgeStatus.OK, on.memory().segment().byteSize(), on.lines());
    }

    private String unsignedSize() {
        return Integer.toUnsignedString(channel.size());
    }

    private @Nullable LineWatch lines() {
        PoweredMachine on = machine;
        return on == null ? null : on.lines();
    }

    /// Tells of lines that rise, on this thread and over another connection, until either ends.
    void tell(RequestChannel connection) throws IOException {
        LineWatch lines = lines();
        if (lines == null) {
            connection.refuse("the machine is off", null);
        } else {
            events.run(connection, lines);
        }
    }

    /// Switches the machine off. To be called when [#run] has ended.
    @Override
    public void close() throws IOException {
        PoweredMachine on = machine;
        machine = null;
        events.close();
        if (on != null) {
            on.close();
        }
    }
}
