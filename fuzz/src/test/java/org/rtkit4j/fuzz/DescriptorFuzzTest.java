package org.rtkit4j.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.rtkit4j.drivers.hid.ReportDescriptor;
import org.rtkit4j.drivers.hid.ReportField;

/// Any bytes as a HID report descriptor: it is read, with fields that lie in bounds, and every report can be asked for
/// each of them.
class DescriptorFuzzTest {
    private static final int MOST_FIELDS = 4096;
    private static final int MOST_BYTES = 16384;
    private static final byte[] REPORT = new byte[64];

    @FuzzTest
    void isReadWhateverItIs(byte[] descriptor) {
        ReportDescriptor read = ReportDescriptor.read(descriptor);
        assertTrue(read.fields().size() <= MOST_FIELDS);
        for (ReportField field : read.fields()) {
            assertTrue(field.bits() >= 1 && field.bits() <= 32, field::toString);
            assertTrue(field.bit() >= 0 && field.bit() + field.bits() <= MOST_BYTES * 8, field::toString);
            field.get(REPORT, 0, REPORT.length);
            field.get(REPORT, 1, 0);
        }
    }
}
