package org.rtkit4j.fuzz;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;

/// Any text behind the announcement of a crash in a Linux log.
class LinuxLogFuzzTest {
    @DictionaryFile(resourcePath = "linux.dict")
    @FuzzTest
    void survives(byte[] input) {
        ForensicInput.useAll(ForensicInput.behind("apple-dcp 1.dcp: RTKit: co-processor has crashed\n", input));
    }
}
