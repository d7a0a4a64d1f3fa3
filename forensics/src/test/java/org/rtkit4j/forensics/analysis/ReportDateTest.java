package org.rtkit4j.forensics.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A date is what the report says, to the second, or none.
class ReportDateTest {
    private static void date(@Nullable String expected, String path, Map<String, String> details) {
        assertEquals(expected == null ? null : Instant.parse(expected), ReportDate.of(path, details));
    }

    @ParameterizedTest
    @CsvSource({
        "2030-01-05 10:00:00.00 +0100, 2030-01-05T09:00:00Z",
        "2030-01-05 10:00:00 -0730, 2030-01-05T17:30:00Z",
        "2030-01-05 10:00:00, 2030-01-05T10:00:00Z",
        "2030-01-05T10:00:00Z, 2030-01-05T10:00:00Z",
        "2030-01-05T10:00:00.123456+01:00, 2030-01-05T09:00:00Z",
        "2030-01-05T10:00:00-07, 2030-01-05T17:00:00Z",
        "2030-01-05 10:00:00 -0000, 2030-01-05T10:00:00Z",
        "2028-02-29 10:00:00, 2028-02-29T10:00:00Z",
        "2030-01-05 24:00:00 +0000, 2030-01-06T00:00:00Z",
        "99999-01-01 10:00:00 +0000,",
        "12030-01-05T10:00:00Z,",
        "2030-02-30 10:00:00 +0000,",
        "2030-02-29 10:00:00 +0000,",
        "2030-13-01 10:00:00 +0000,",
        "2030-01-05 25:00:00 +0000,",
        "2030-01-05 10:00:61 +0000,"
    })
    void aStampIsWhatItSays(String stamp, @Nullable String expected) {
        date(expected, "x.ips", Map.of("reportTime", stamp));
    }

    @ParameterizedTest
    @CsvSource({
        "/a/panic-full-2030-01-05-100000.0001.ips, 2030-01-05T10:00:00Z",
        "2030-01-05-100000.ips, 2030-01-05T10:00:00Z",
        "/a/panic-12030-01-05-100000.ips,",
        "/a/panic-2030-02-30-100000.ips,"
    })
    void aNameIsTooWhereNothingElseTells(String path, @Nullable String expected) {
        date(expected, path, Map.of());
    }
}
