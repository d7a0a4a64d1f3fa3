package org.rtkit4j.wire.nvme;

import static org.rtkit4j.wire.layout.Bits.bits;
import static org.rtkit4j.wire.layout.Bits.flag;
import static org.rtkit4j.wire.layout.Field.bytes;
import static org.rtkit4j.wire.layout.Field.u16;
import static org.rtkit4j.wire.layout.Field.u32;
import static org.rtkit4j.wire.layout.Field.u8;

import org.rtkit4j.wire.layout.Bits;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.layout.Field;
import org.rtkit4j.wire.layout.FieldType;
import org.rtkit4j.wire.layout.Layout;
import org.rtkit4j.wire.layout.Struct;

/// What Identify says of the controller. Texts are ASCII, padded with spaces.
public final class IdentifyController {
    public static final int BYTES = IdentifyCns.BYTES;

    private static final String SPEC = "NVMe 1.4 5.15.2.2";

    public static final Field VID = u16("PCI vendor", 0, SPEC);
    public static final Field SSVID = u16("PCI subsystem vendor", 2, SPEC);
    public static final Field SN = bytes("serial number", 4, 20, SPEC);
    public static final Field MN = bytes("model number", 24, 40, SPEC);
    public static final Field FR = bytes("firmware revision", 64, 8, SPEC);
    /// Largest transfer: a power of two of pages of CAP.MPSMIN; 0: no limit.
    public static final Field MDTS = u8("MDTS", 77, SPEC);

    public static final Field CNTLID = u16("controller id", 78, SPEC);
    public static final Field VER = u32("version", 80, SPEC);
    public static final Field OACS = u16("OACS", 256, SPEC);
    /// Abort command limit, less one.
    public static final Field ACL = u8("ACL", 258, SPEC);
    /// Asynchronous event request limit, less one.
    public static final Field AERL = u8("AERL", 259, SPEC);

    public static final Field FRMW = u8("FRMW", 260, SPEC);
    public static final Field LPA = u8("LPA", 261, SPEC);
    /// Entries of the error log, less one.
    public static final Field ELPE = u8("ELPE", 262, SPEC);

    public static final Field NPSS = u8("NPSS", 263, SPEC);
    /// Temperatures in kelvin.
    public static final Field WCTEMP = u16("warning temperature", 266, SPEC);

    public static final Field CCTEMP = u16("critical temperature", 268, SPEC);
    /// Bytes of capacity, 128 bits.
    public static final Field TNVMCAP = bytes("total capacity", 280, 16, SPEC);

    public static final Field SQES = u8("SQES", 512, SPEC);
    public static final Field CQES = u8("CQES", 513, SPEC);
    /// Number of namespaces.
    public static final Field NN = u32("NN", 516, SPEC);

    public static final Field ONCS = u16("ONCS", 520, SPEC);
    public static final Field FNA = u8("FNA", 524, SPEC);
    public static final Field VWC = u8("VWC", 525, SPEC);
    /// Blocks that are written as one, less one.
    public static final Field AWUN = u16("AWUN", 526, SPEC);
    /// The same at a loss of power.
    public static final Field AWUPF = u16("AWUPF", 528, SPEC);

    public static final Field SGLS = u32("SGLS", 536, SPEC);
    public static final Field SUBNQN = bytes("subsystem name", 768, 256, SPEC);

    public static final Struct STRUCT = Struct.of(
            "Identify Controller",
            "What the controller is and can do",
            BYTES,
            VID,
            SSVID,
            SN,
            MN,
            FR,
            MDTS,
            CNTLID,
            VER,
            OACS,
            ACL,
            AERL,
            FRMW,
            LPA,
            ELPE,
            NPSS,
            WCTEMP,
            CCTEMP,
            TNVMCAP,
            SQES,
            CQES,
            NN,
            ONCS,
            FNA,
            VWC,
            AWUN,
            AWUPF,
            SGLS,
            SUBNQN);

    public static final Bits ONCS_WRITE_ZEROES = flag("write zeroes", 3, SPEC);
    public static final Bits ONCS_DSM = flag("dataset management", 2, SPEC);
    public static final Layout ONCS_LAYOUT =
            Layout.named("ONCS", Direction.IOP_TO_AP, "Optional I/O commands").with(ONCS_WRITE_ZEROES, ONCS_DSM);

    /// There is a volatile write cache: a write is durable after a flush, or with FUA.
    public static final Bits VWC_PRESENT = flag("present", 0, SPEC);

    public static final Layout VWC_LAYOUT =
            Layout.named("VWC", Direction.IOP_TO_AP, "The write cache").with(VWC_PRESENT);

    /// Largest entry, as a power of two. SQES and CQES have the same form.
    public static final Bits ENTRY_MAX = bits("maximum", 7, 4, FieldType.DEC, SPEC);

    public static final Bits ENTRY_MIN = bits("required", 3, 0, FieldType.DEC, SPEC);
    public static final Layout ENTRY_LAYOUT = Layout.named("SQES, CQES", Direction.IOP_TO_AP, "Sizes of queue entries")
            .with(ENTRY_MAX, ENTRY_MIN);

    private IdentifyController() {}
}
