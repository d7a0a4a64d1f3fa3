package org.rtkit4j.drivers.nvme;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import org.rtkit4j.wire.layout.Field;
import org.rtkit4j.wire.nvme.IdentifyController;
import org.rtkit4j.wire.nvme.IdentifyNamespace;

/// What a controller and its namespace say of themselves.
///
/// Text is the controller's: escape it before it reaches a terminal.
///
/// @param lbaBytes the controller's own blocks; the driver's have 4096 bytes
/// @param blocks how many of those
/// @param mdtsBytes the longest transfer that the controller takes, 0: no limit of its own
/// @param hasWriteCache whether a write may be answered before it is durable
public record NvmeInfo(
        String model,
        String serial,
        String firmware,
        int lbaBytes,
        long blocks,
        long mdtsBytes,
        boolean hasWriteCache,
        boolean canTrim,
        boolean canWriteZeroes) {
    private static final int LEAST_LBA_SHIFT = 9;
    private static final int MOST_LBA_SHIFT = 12;
    private static final int MOST_MDTS = 20;

    /// Reads both structures.
    ///
    /// @throws NvmeException if they describe no disk, or one that a driver with pages of 4096 bytes cannot use
    static NvmeInfo of(byte[] controller, byte[] namespace) throws NvmeException {
        int format = (int) IdentifyNamespace.FLBAS_FORMAT.get(number(namespace, IdentifyNamespace.FLBAS));
        long lbaf = number(namespace, lbaf(format));
        int lbads = (int) IdentifyNamespace.LBAF_LBADS.get(lbaf);
        long blocks = number(namespace, IdentifyNamespace.NSZE);
        if (lbads < LEAST_LBA_SHIFT || lbads > MOST_LBA_SHIFT || IdentifyNamespace.LBAF_MS.get(lbaf) != 0) {
            throw new NvmeException(new NvmeFault.Unsupported(
                    "the namespace has blocks that this driver cannot use: LBADS=%d, metadata=%d bytes"
                            .formatted(lbads, IdentifyNamespace.LBAF_MS.get(lbaf))));
        }
        if (blocks <= 0 || blocks > Long.MAX_VALUE >>> lbads) {
            throw new NvmeException(new NvmeFault.Unsupported("the namespace has no size: NSZE=" + blocks));
        }
        int mdts = (int) number(controller, IdentifyController.MDTS);
        long oncs = number(controller, IdentifyController.ONCS);
        return new NvmeInfo(
                text(controller, IdentifyController.MN),
                text(controller, IdentifyController.SN),
                text(controller, IdentifyController.FR),
                1 << lbads,
                blocks,
                mdts == 0 || mdts > MOST_MDTS ? 0 : (long) Pages.BYTES << mdts,
                IdentifyController.VWC_PRESENT.get(number(controller, IdentifyController.VWC)) != 0,
                IdentifyController.ONCS_DSM.get(oncs) != 0,
                IdentifyController.ONCS_WRITE_ZEROES.get(oncs) != 0);
    }

    int blockShift() {
        return Integer.numberOfTrailingZeros(lbaBytes);
    }

    /// Returns how many bytes there are in whole pages.
    long sizeBytes() {
        return blocks * lbaBytes & -Pages.BYTES;
    }

    /// Returns what must be the same after a restart.
    String identity() {
        return "%s, %s, %d blocks of %d bytes".formatted(model, serial, blocks, lbaBytes);
    }

    // ASCII, padded with spaces.
    private static String text(byte[] structure, Field field) {
        return new String(structure, field.offset(), field.sizeBytes(), StandardCharsets.ISO_8859_1)
                .replace("\0", " ")
                .strip();
    }

    private static long number(byte[] structure, Field field) {
        return field.get(MemorySegment.ofArray(structure), 0);
    }

    private static Field lbaf(int format) {
        var first = IdentifyNamespace.LBAF0;
        return Field.u32("block format", first.offset() + format * Integer.BYTES, first.source());
    }
}
