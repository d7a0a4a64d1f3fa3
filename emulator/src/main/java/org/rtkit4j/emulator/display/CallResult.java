package org.rtkit4j.emulator.display;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.iomfb.CallSignature;

/// What the AP gave back to a call that [IomfbHands] had the firmware make.
public final class CallResult {
    private volatile @Nullable Output output;

    private record Output(CallSignature signature, MemorySegment bytes) {}

    CallResult() {}

    void give(CallSignature signature, byte[] bytes) {
        output = new Output(signature, MemorySegment.ofArray(bytes.clone()));
    }

    /// Returns whether the AP has answered.
    public boolean isAnswered() {
        return output != null;
    }

    /// Returns a number of the output.
    ///
    /// @throws IllegalStateException if the AP has not answered
    public long out(String name) {
        Output given = output;
        if (given == null) {
            throw new IllegalStateException("not answered: asked for " + name);
        }
        return given.signature().out(name).get(given.bytes(), 0);
    }

    /// Returns what the AP returned.
    ///
    /// @throws IllegalStateException if it has not answered
    public long returned() {
        return out(CallSignature.RETURNED);
    }
}
