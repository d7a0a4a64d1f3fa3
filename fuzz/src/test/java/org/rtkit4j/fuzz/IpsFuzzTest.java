package org.rtkit4j.fuzz;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;

/// Any text in the string of a diagnostics file.
class IpsFuzzTest {
    @DictionaryFile(resourcePath = "ips.dict")
    @FuzzTest
    void survives(byte[] input) {
        ForensicInput.useAll(ForensicInput.behind("{\"panicString\":\"panic(cpu 0 caller 0x1): ", input));
    }
}
