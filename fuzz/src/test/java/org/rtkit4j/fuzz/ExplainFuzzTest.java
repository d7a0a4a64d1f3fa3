package org.rtkit4j.fuzz;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;

/// Any report of any form: explained, printed as JSON, grouped, and turned into a core file.
class ExplainFuzzTest {
    private static final String[] STARTS = {
        "", "panic(cpu 0 caller 0x1): ", "apple-dcp 1.dcp: RTKit: co-processor has crashed\n", "### Crash dump:\n"
    };

    /// @param input the first byte chooses how the report begins
    @DictionaryFile(resourcePath = "panic.dict")
    @FuzzTest
    void survives(byte[] input) {
        String start = input.length == 0 ? "" : STARTS[input[0] & 3];
        byte[] rest = input.length == 0 ? input : Arrays.copyOfRange(input, 1, input.length);
        ForensicInput.explain(ForensicInput.behind(start, rest));
    }
}
