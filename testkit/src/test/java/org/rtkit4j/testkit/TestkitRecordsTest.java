package org.rtkit4j.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class TestkitRecordsTest {
    @Test
    void nobodyChangesARecord() {
        assertEquals(List.of(), ImmutableRecords.faults(Seeds.class));
    }
}
