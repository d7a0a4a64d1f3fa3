package org.rtkit4j.app.serve.live;

import java.util.BitSet;

/// How a co-processor is, as its card has it.
sealed interface Vitals permits SupervisedVitals, Overheard {
    String name();

    /// Returns its state, in remoteproc's words.
    String state();

    /// Returns how far its boot is, in a word.
    String phase();

    /// Returns the version of the protocol that is spoken, or 0.
    int version();

    int apPower();

    int iopPower();

    /// Returns the endpoints that it has announced.
    BitSet announced();

    long crashes();
}
