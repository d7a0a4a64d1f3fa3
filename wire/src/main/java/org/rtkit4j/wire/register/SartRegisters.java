package org.rtkit4j.wire.register;

import static org.rtkit4j.wire.layout.Bits.bits;

import java.util.List;
import org.rtkit4j.wire.layout.Bits;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.layout.Layout;

/// The registers of SART, the filter that says which physical memory a storage co-processor may reach.
///
/// Sixteen entries; entry `i` has 32-bit registers at `4 * i` in each of the blocks. Addresses and sizes count pages
/// of 4 KiB. An entry counts while its flags are not zero, so they are written last. What the single flags mean is
/// unknown. Sources: linux sart.c; m1n1 sart.c for version 0.
///
/// @param version as Apple's device tree counts
/// @param flags in the register at [#config]; drivers write [#allow] to open an entry
/// @param size the number of pages, in the register at [#size(int)]
/// @param hasOwnSize whether the size has a register of its own
/// @param allow the flags that drivers write to open an entry
public record SartRegisters(int version, Bits flags, Bits size, boolean hasOwnSize, int allow) {
    public static final int ENTRIES = 16;
    public static final int PAGE_SHIFT = 12;

    /// Size of the window; older device trees name 0x4000.
    public static final int BYTES = 0x10000;

    private static final String SOURCE = "linux sart.c, m1n1 sart.c";
    private static final int PADDR_BLOCK = 0x40;
    private static final int SIZE_BLOCK = 0x80;

    /// Of A11, t8015: flags and size share a register. The binding calls it SART1.
    public static final SartRegisters V0 =
            new SartRegisters(0, bits("FLAGS", 28, 24, SOURCE), bits("SIZE", 18, 0, SOURCE), false, 0xf);

    /// Of M1, t8103: as version 0, with wider fields.
    public static final SartRegisters V2 =
            new SartRegisters(2, bits("FLAGS", 31, 24, SOURCE), bits("SIZE", 23, 0, SOURCE), false, 0xff);

    /// Of M1 Pro, t6000, and later: the size has a register of its own.
    public static final SartRegisters V3 =
            new SartRegisters(3, bits("FLAGS", 7, 0, SOURCE), bits("SIZE", 29, 0, SOURCE), true, 0xff);

    /// Returns the layout of a version as Apple's device tree counts them.
    ///
    /// @throws IllegalArgumentException if there is none
    public static SartRegisters ofVersion(int version) {
        for (SartRegisters layout : List.of(V0, V2, V3)) {
            if (layout.version == version) {
                return layout;
            }
        }
        throw new IllegalArgumentException("no such version of SART: version=" + version);
    }

    /// Returns the offset of an entry's flags, and of its size where that has no register of its own.
    public static int config(int entry) {
        return Integer.BYTES * entry;
    }

    /// Returns the offset of an entry's page number.
    public static int paddr(int entry) {
        return PADDR_BLOCK + Integer.BYTES * entry;
    }

    /// Returns the offset of an entry's number of pages.
    public int size(int entry) {
        return hasOwnSize ? SIZE_BLOCK + Integer.BYTES * entry : config(entry);
    }

    /// Returns the layout of the register at [#config], for documents.
    public Layout layout() {
        var named =
                Layout.named("SART_CONFIG_V" + version, Direction.BOTH, "One entry of the filter, version " + version);
        return hasOwnSize ? named.with(flags) : named.with(flags, size);
    }
}
