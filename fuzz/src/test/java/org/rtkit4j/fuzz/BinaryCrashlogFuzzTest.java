package org.rtkit4j.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import org.rtkit4j.forensics.crashlog.CrashlogFile;
import org.rtkit4j.forensics.crashlog.NoCrashlogException;

/// Any binary crash log: read, explained, printed as JSON, turned into a core file, and written back as it was.
class BinaryCrashlogFuzzTest {
    @DictionaryFile(resourcePath = "binary.dict")
    @FuzzTest
    void survives(byte[] input) {
        ForensicInput.useAll(input);
        try {
            assertArrayEquals(input, CrashlogFile.read(input).toBytes());
        } catch (NoCrashlogException e) {
            assertTrue(e.offset() <= input.length);
        }
    }
}
