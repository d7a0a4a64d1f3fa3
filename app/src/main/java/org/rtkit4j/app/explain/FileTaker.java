package org.rtkit4j.app.explain;

import org.rtkit4j.forensics.model.ReportFile;

/// Hears what became of each file.
interface FileTaker {
    /// A file was read, whatever it holds.
    void read(ReportFile file);

    /// A file could not be read.
    ///
    /// @param reason a sentence without a full stop
    void unreadable(String name, String reason);
}
