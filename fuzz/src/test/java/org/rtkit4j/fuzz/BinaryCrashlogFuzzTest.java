package org.rtkit4j.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.rtkit4j.forensics.binary.Payload;
import org.rtkit4j.forensics.binary.SectionWalk;
import org.rtkit4j.forensics.model.WarningList;
import org.rtkit4j.testkit.crashlog.CrashlogFile;
import org.rtkit4j.testkit.crashlog.CrashlogSection;
import org.rtkit4j.testkit.crashlog.NoCrashlogException;

/// Any binary crash log: read, explained, printed as JSON, and turned into a core file. Its sections are those that the
/// test kit finds, which takes it apart with a walk of its own and puts it together again byte for byte.
class BinaryCrashlogFuzzTest {
    @DictionaryFile(resourcePath = "binary.dict")
    @FuzzTest
    void survives(byte[] input) {
        ForensicInput.useAll(input);
        try {
            CrashlogFile file = CrashlogFile.read(input);
            assertArrayEquals(input, file.toBytes());
            agree(file.sections(), walked(input));
        } catch (NoCrashlogException e) {
            assertTrue(e.offset() <= input.length);
        }
    }

    private static List<Payload> walked(byte[] input) {
        List<Payload> payloads = new ArrayList<>();
        SectionWalk.walk(input, new WarningList(), (_, _) -> {}, payloads::add);
        return payloads;
    }

    /// The reader of reports also takes what is there of a section that reaches past the end.
    private static void agree(List<CrashlogSection> sections, List<Payload> payloads) {
        assertTrue(payloads.size() - sections.size() <= 1 && payloads.size() >= sections.size());
        for (int i = 0; i < sections.size(); i++) {
            assertEquals(sections.get(i).tag(), payloads.get(i).tag());
            String walked = HexFormat.of().formatHex(payloads.get(i).data().toArray(ValueLayout.JAVA_BYTE));
            assertEquals(sections.get(i).payload().toString(), walked);
        }
    }
}
