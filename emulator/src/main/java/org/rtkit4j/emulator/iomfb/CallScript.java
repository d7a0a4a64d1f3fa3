package org.rtkit4j.emulator.iomfb;

import java.util.ArrayDeque;
import java.util.function.Supplier;
import org.rtkit4j.wire.iomfb.CallContext;
import org.rtkit4j.wire.iomfb.IomfbCallback;
import org.rtkit4j.wire.iomfb.IomfbVersion;

/// Calls that the firmware makes one after the other, each when the one before was answered.
public final class CallScript {
    private final FirmwareCalls calls;
    private final IomfbVersion version;
    private final ArrayDeque<Runnable> steps = new ArrayDeque<>();

    public CallScript(FirmwareCalls calls, IomfbVersion version) {
        this.calls = calls;
        this.version = version;
    }

    /// Adds a call without input, whatever is answered.
    public CallScript call(IomfbCallback callback) {
        return call(() -> Arguments.to(callback, version), callback, _ -> {});
    }

    /// Adds a call, whatever is answered.
    public CallScript call(Arguments input, IomfbCallback callback) {
        return call(input, callback, _ -> {});
    }

    /// Adds a call whose answer counts.
    public CallScript call(Arguments input, IomfbCallback callback, OutputListener check) {
        return call(() -> input, callback, check);
    }

    /// Adds a call whose input is only known when it is made. A generation that does not have it leaves it out.
    public CallScript call(Supplier<Arguments> input, IomfbCallback callback, OutputListener check) {
        if (callback.isIn(version)) {
            steps.add(() -> make(callback, input.get().bytes(), check));
        }
        return this;
    }

    /// Adds something that is no call.
    public CallScript then(Runnable action) {
        steps.add(() -> {
            action.run();
            next();
        });
        return this;
    }

    /// Makes the first call, and so on.
    public void run() {
        next();
    }

    private void make(IomfbCallback callback, byte[] input, OutputListener check) {
        int output = callback.signature(version).output().sizeBytes();
        calls.call(CallContext.CB, callback.tag(version), input, output, answered -> {
            check.onOutput(answered);
            next();
        });
    }

    private void next() {
        Runnable step = steps.poll();
        if (step != null) {
            step.run();
        }
    }
}
