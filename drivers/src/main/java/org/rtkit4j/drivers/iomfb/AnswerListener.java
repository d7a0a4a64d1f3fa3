package org.rtkit4j.drivers.iomfb;

import java.lang.foreign.MemorySegment;

/// Hears the answer to a call of the AP, under the co-processor's lock.
@FunctionalInterface
public interface AnswerListener {
    /// The firmware has answered.
    ///
    /// @param output to be read before this returns
    void onAnswer(MemorySegment output);
}
