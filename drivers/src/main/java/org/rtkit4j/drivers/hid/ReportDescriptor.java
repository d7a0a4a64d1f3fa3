package org.rtkit4j.drivers.hid;

import java.util.List;
import java.util.stream.Stream;

/// What a HID report descriptor says: the fields of every report.
///
/// @param fields in the order in which they were declared, without those that mean nothing
/// @param hasNumbers whether reports begin with their number
/// @param problems what was odd, in words, with the offset of the item; the rest was read all the same
public record ReportDescriptor(List<ReportField> fields, boolean hasNumbers, List<String> problems) {
    public ReportDescriptor {
        fields = List.copyOf(fields);
        problems = List.copyOf(problems);
    }

    /// Reads a descriptor; never throws, whatever it is.
    public static ReportDescriptor read(byte[] descriptor) {
        var reader = new DescriptorReader(descriptor);
        reader.read();
        return new ReportDescriptor(reader.fields(), reader.hasNumbers(), reader.problems());
    }

    /// Returns the fields of one kind of report.
    public Stream<ReportField> fields(ReportField.Kind kind) {
        return fields.stream().filter(field -> field.kind() == kind);
    }

    /// Returns how many bytes a report has, without its number; 0 where there is none.
    public int bytes(ReportField.Kind kind, int report) {
        int bits = fields(kind)
                .filter(field -> field.report() == report)
                .mapToInt(field -> field.bit() + field.bits())
                .max()
                .orElse(0);
        return (bits + Byte.SIZE - 1) / Byte.SIZE;
    }
}
