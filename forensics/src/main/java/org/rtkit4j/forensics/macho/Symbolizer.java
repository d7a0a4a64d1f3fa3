package org.rtkit4j.forensics.macho;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Names addresses of a running firmware: `name+0x10`, or `__TEXT+0x1234` where no symbol fits.
///
/// Where the file lists functions, a symbol does not count past the start of the next function: what lies there has
/// lost its name.
public final class Symbolizer {
    private final MachoImage image;
    private final long slide;

    /// @param slide what the loader added to all addresses
    public Symbolizer(MachoImage image, long slide) {
        this.image = image;
        this.slide = slide;
    }

    /// Names an address at which execution stands.
    ///
    /// @return null where the address is not the firmware's
    public @Nullable String name(long address) {
        return name(address - slide, address - slide);
    }

    /// Names a return address: what called lies before it, and may be the last instruction of its function.
    ///
    /// @return null where the address is not the firmware's
    public @Nullable String nameOfCaller(long address) {
        long at = address - slide;
        String name = name(at - 1, at);
        return name == null ? name(at, at) : name;
    }

    private @Nullable String name(long inside, long at) {
        Optional<MachoSegment> segment = image.segmentAt(inside);
        if (segment.isEmpty()) {
            return null;
        }
        int symbol = image.symbols().atOrBelow(inside);
        Optional<Long> function = image.functionAround(inside);
        boolean fits = symbol >= 0
                && function.isPresent()
                && function.get() == image.symbols().address(symbol);
        return fits
                ? image.symbols().name(symbol) + offset(at - image.symbols().address(symbol))
                : segment.get().name() + offset(at - segment.get().address());
    }

    private static String offset(long bytes) {
        return bytes == 0 ? "" : "+0x" + Long.toHexString(bytes);
    }
}
