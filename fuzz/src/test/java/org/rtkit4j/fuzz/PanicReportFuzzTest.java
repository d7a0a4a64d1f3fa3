package org.rtkit4j.fuzz;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;

/// Any text behind the head of a panic report of macOS.
class PanicReportFuzzTest {
    @DictionaryFile(resourcePath = "panic.dict")
    @FuzzTest
    void survives(byte[] input) {
        ForensicInput.useAll(ForensicInput.behind("panic(cpu 0 caller 0x1): ", input));
    }
}
