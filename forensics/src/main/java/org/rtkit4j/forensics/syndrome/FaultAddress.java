package org.rtkit4j.forensics.syndrome;

import java.util.ArrayList;
import java.util.List;
import org.rtkit4j.forensics.model.RegisterDump.Architecture;

/// The fault address register, FAR, part by part. Source: Arm Architecture Reference Manual, FAR_EL1 and the rules of
/// address translation: bit 55 chooses TTBR0 or TTBR1, bits 63:56 may be a tag.
public final class FaultAddress {
    private static final long FIRST_PAGE = 0x1000;

    private FaultAddress() {}

    /// Returns tag, half of the address space, page and offset of a virtual address.
    public static List<DecodedField> decode(Architecture architecture, long far) {
        List<DecodedField> fields = new ArrayList<>();
        if (architecture == Architecture.AARCH64) {
            long tag = far >>> 56;
            boolean upper = (far >>> 55 & 1) == 1;
            boolean isPlain = tag == (upper ? 0xff : 0);
            fields.add(new DecodedField("TAG", "63:56", tag, isPlain ? "" : "a tag, or no valid address"));
            fields.add(
                    new DecodedField("VA55", "55", upper ? 1 : 0, upper ? "upper half, TTBR1" : "lower half, TTBR0"));
            fields.add(new DecodedField("PAGE", "54:12", far >>> 12 & 0x7ff_ffff_ffffL, nearNull(far)));
        } else {
            fields.add(new DecodedField("PAGE", "31:12", far >>> 12 & 0xf_ffff, nearNull(far)));
        }
        fields.add(new DecodedField("OFFSET", "11:0", far & 0xfff, ""));
        return List.copyOf(fields);
    }

    private static String nearNull(long far) {
        return Long.compareUnsigned(far, FIRST_PAGE) < 0 ? "the first page: looks like a null pointer" : "";
    }
}
