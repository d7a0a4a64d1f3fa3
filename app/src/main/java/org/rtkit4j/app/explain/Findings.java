package org.rtkit4j.app.explain;

import org.rtkit4j.app.terminal.ExitStatus;
import org.rtkit4j.forensics.model.ReportFile;

/// What was found in some files, as the exit status tells it: as that of `grep` does.
final class Findings {
    /// The files were read, and none of them holds a crash or a panic.
    static final int NO_CRASH = 1;

    private boolean isFound;
    private boolean isUnreadable;

    void add(ReportFile file) {
        isFound |= file.isAnswered();
    }

    void addFound() {
        isFound = true;
    }

    void addUnreadable() {
        isUnreadable = true;
    }

    /// Returns 2 where a file could not be read, whatever the others hold; else 0 where a crash or panic was found, and
    /// 1 where none was.
    int status() {
        if (isUnreadable) {
            return ExitStatus.BAD_INPUT;
        }
        return isFound ? ExitStatus.OK : NO_CRASH;
    }
}
