package org.rtkit4j.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.rtkit4j.capture.decode.CaptureWalk;
import org.rtkit4j.capture.filter.FilterException;
import org.rtkit4j.capture.filter.MessageFilter;
import org.rtkit4j.capture.pcapng.CaptureFile;
import org.rtkit4j.capture.pcapng.CaptureWriter;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.message.Vocabulary;

/// Any text as a filter: refused with the column, or it decides on any message.
class FilterFuzzTest {
    @FuzzTest
    void isRefusedOrDecides(FuzzedDataProvider data) throws IOException {
        long msg0 = data.consumeLong();
        long msg1 = data.consumeByte();
        Direction direction = data.consumeBoolean() ? Direction.AP_TO_IOP : Direction.IOP_TO_AP;
        try {
            MessageFilter filter = MessageFilter.parse(data.consumeRemainingAsString());
            var out = new ByteArrayOutputStream();
            try (var writer = CaptureWriter.to(out)) {
                writer.addInterface("smc", "");
                writer.message(0, 0, direction, Vocabulary.SMC, msg0, msg1, 0);
            }
            new CaptureWalk(CaptureFile.of("fuzz", out.toByteArray()).cursor()).walk(filter::matches);
        } catch (FilterException e) {
            assertTrue(String.valueOf(e.getMessage()).contains("column="), e.getMessage());
        }
    }
}
