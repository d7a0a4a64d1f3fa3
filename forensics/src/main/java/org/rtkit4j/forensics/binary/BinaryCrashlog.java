package org.rtkit4j.forensics.binary;

import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.forensics.model.Draft;
import org.rtkit4j.forensics.model.Format;

/// Reads the binary crash log.
public final class BinaryCrashlog {
    private BinaryCrashlog() {}

    /// Reads a log as far as it goes; never fails on its content.
    public static CrashReport read(byte[] log, String coprocessorName) {
        var draft = new Draft(Format.RTKIT_CRASHLOG, 0);
        draft.coprocessor = coprocessorName;
        draft.detail("logBytes", Integer.toString(log.length));
        return draft.report();
    }
}
