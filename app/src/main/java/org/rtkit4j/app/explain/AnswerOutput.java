package org.rtkit4j.app.explain;

import java.io.Closeable;
import java.io.IOException;
import org.rtkit4j.forensics.model.ReportFile;

/// Prints what each file holds. Closing it ends what is printed, and not what it is printed to.
interface AnswerOutput extends Closeable {
    /// A file with something to explain.
    void explain(ReportFile file) throws IOException;

    /// A file, or a whole archive, without a crash or a panic.
    void none(ReportFile file) throws IOException;

    void unreadable(String name, String reason) throws IOException;
}
