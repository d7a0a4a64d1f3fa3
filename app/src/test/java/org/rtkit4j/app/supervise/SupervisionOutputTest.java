package org.rtkit4j.app.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;
import org.rtkit4j.core.supervise.Report;

/// What is said of a disk that refuses when it is too late to stop.
class SupervisionOutputTest {
    @Test
    void aLostLogSaysWhyInWords() {
        assertEquals(
                "crash log lost: logs/a: cannot be written: no such file", lost(new NoSuchFileException("logs/a")));
        assertEquals(
                "crash log lost: logs: cannot be written: permission denied", lost(new AccessDeniedException("logs")));
        assertEquals(
                "crash log lost: logs/a: cannot be written: no space left on device",
                lost(new FileSystemException("logs/a", null, "No space left on device")));
        assertEquals("crash log lost: no space left on device", lost(new IOException("No space left on device")));
    }

    private static String lost(IOException cause) {
        return SupervisionOutput.words(new Report.CrashLogLost("not shown", cause));
    }
}
