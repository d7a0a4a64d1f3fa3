package org.rtkit4j.emulator.nvme;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.rtkit4j.wire.layout.Field;
import org.rtkit4j.wire.nvme.Cqe;
import org.rtkit4j.wire.nvme.IdentifyController;
import org.rtkit4j.wire.nvme.IdentifyNamespace;
import org.rtkit4j.wire.nvme.Sqe;

/// What the controller says of itself and of its namespace.
final class IdentifyPages {
    /// The only namespace.
    static final int NAMESPACE = 1;

    private static final int APPLE = 0x106b;
    private static final int WARNING_KELVIN = 343;
    private static final int CRITICAL_KELVIN = 358;
    private static final int CAN_OFFSET_LOGS = 1 << 2;

    private IdentifyPages() {}

    static void controller(byte[] page, NvmeConfig config, Drive drive, int version) {
        MemorySegment to = MemorySegment.ofArray(page);
        IdentifyController.VID.put(to, 0, APPLE);
        IdentifyController.SSVID.put(to, 0, APPLE);
        text(page, IdentifyController.SN, config.serial());
        text(page, IdentifyController.MN, config.model());
        text(page, IdentifyController.FR, config.revision());
        text(page, IdentifyController.SUBNQN, "nqn.2014.08.org.nvmexpress:rtkit4j:" + config.serial() + '\0');
        IdentifyController.MDTS.put(to, 0, config.mostPages());
        IdentifyController.VER.put(to, 0, version);
        IdentifyController.FRMW.put(to, 0, 0x3);
        IdentifyController.LPA.put(to, 0, CAN_OFFSET_LOGS);
        IdentifyController.ELPE.put(to, 0, Health.ERROR_ENTRIES - 1);
        IdentifyController.WCTEMP.put(to, 0, WARNING_KELVIN);
        IdentifyController.CCTEMP.put(to, 0, CRITICAL_KELVIN);
        int sqes = config.variant().ioSqeShift() << IdentifyController.ENTRY_MAX.low() | Sqe.SHIFT;
        IdentifyController.SQES.put(to, 0, sqes);
        IdentifyController.CQES.put(to, 0, Cqe.SHIFT << IdentifyController.ENTRY_MAX.low() | Cqe.SHIFT);
        IdentifyController.NN.put(to, 0, NAMESPACE);
        long commands = IdentifyController.ONCS_DSM.mask() | IdentifyController.ONCS_WRITE_ZEROES.mask();
        IdentifyController.ONCS.put(to, 0, commands);
        IdentifyController.VWC.put(to, 0, IdentifyController.VWC_PRESENT.mask());
        capacity(to, drive.blocks() * drive.blockBytes());
    }

    static void namespace(byte[] page, Drive drive) {
        MemorySegment to = MemorySegment.ofArray(page);
        IdentifyNamespace.NSZE.put(to, 0, drive.blocks());
        IdentifyNamespace.NCAP.put(to, 0, drive.blocks());
        IdentifyNamespace.NUSE.put(to, 0, drive.blocks());
        IdentifyNamespace.NSFEAT.put(to, 0, IdentifyNamespace.NSFEAT_THIN.mask());
        IdentifyNamespace.DLFEAT.put(
                to, 0, IdentifyNamespace.DLFEAT_DEAC.put(IdentifyNamespace.DLFEAT_READS.put(0, 1), 1));
        int shift = Integer.numberOfTrailingZeros(drive.blockBytes());
        IdentifyNamespace.LBAF0.put(to, 0, IdentifyNamespace.LBAF_LBADS.put(0, shift));
    }

    /// Writes the numbers of the namespaces above `after`.
    static void activeNamespaces(byte[] page, int after) {
        page[0] = (byte) (Integer.compareUnsigned(after, NAMESPACE) < 0 ? NAMESPACE : 0);
    }

    private static void capacity(MemorySegment to, long bytes) {
        Field low = Field.u64("capacity", IdentifyController.TNVMCAP.offset(), "");
        low.put(to, 0, bytes);
    }

    private static void text(byte[] page, Field field, String text) {
        Arrays.fill(page, field.offset(), field.end(), (byte) (text.endsWith("\0") ? 0 : ' '));
        byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(ascii, 0, page, field.offset(), Math.min(ascii.length, field.sizeBytes()));
    }
}
