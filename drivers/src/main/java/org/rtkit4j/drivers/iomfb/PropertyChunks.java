package org.rtkit4j.drivers.iomfb;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One property that comes in parts. Nothing is kept beyond the length that was announced, and no more than 1 MiB.
final class PropertyChunks {
    /// *Guess* `iomfb-property`: real ones have some hundred KiB at most.
    static final int MOST_BYTES = 1 << 20;

    private byte @Nullable [] content;
    private int end;

    /// Begins a property; what was not ended is forgotten.
    ///
    /// @return whether there is one of this length
    boolean begin(long length) {
        content = length > 0 && length <= MOST_BYTES ? new byte[(int) length] : null;
        end = 0;
        return content != null;
    }

    /// Returns where a part belongs, or null where there is no room for it. Both numbers are the firmware's: as 32 bits
    /// they may pass 2^32 together.
    byte @Nullable [] room(long offset, long length, int mostBytes) {
        byte[] whole = content;
        if (whole == null || length > mostBytes || offset + length > whole.length) {
            return null;
        }
        end = Math.max(end, (int) (offset + length));
        return whole;
    }

    /// Returns the property as far as there were parts, or null where none was begun.
    byte @Nullable [] end() {
        byte[] whole = content;
        content = null;
        return whole == null ? null : Arrays.copyOf(whole, end);
    }
}
