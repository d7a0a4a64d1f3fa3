package org.rtkit4j.forensics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rtkit4j.testkit.ImmutableRecords;

class ForensicsRecordsTest {
    @Test
    void nobodyChangesARecord() {
        assertEquals(List.of(), ImmutableRecords.faults(CrashReports.class));
    }
}
