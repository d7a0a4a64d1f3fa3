package org.rtkit4j.fleet.read;

import org.rtkit4j.fleet.table.LoggedMessage;
import org.rtkit4j.fleet.table.ReportAnswer;
import org.rtkit4j.fleet.table.UnreadableFile;

/// Takes what reading finds, as it finds it.
interface RowSink {
    void answer(ReportAnswer answer);

    void message(LoggedMessage message);

    void unreadable(UnreadableFile file);
}
