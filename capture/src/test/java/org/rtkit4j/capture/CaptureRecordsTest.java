package org.rtkit4j.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rtkit4j.capture.tap.TapRing;
import org.rtkit4j.testkit.ImmutableRecords;

class CaptureRecordsTest {
    @Test
    void nobodyChangesARecord() {
        assertEquals(List.of(), ImmutableRecords.faults(TapRing.class));
    }
}
