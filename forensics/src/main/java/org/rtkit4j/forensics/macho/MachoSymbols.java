package org.rtkit4j.forensics.macho;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.rtkit4j.forensics.text.Escape;

/// The symbols that have an address, by rising address.
///
/// Names are decoded when asked for: many symbols of a hostile file may share one long name.
public final class MachoSymbols {
    static final MachoSymbols NONE = new MachoSymbols(new byte[0], 0, new long[0], new int[0], new byte[0]);

    /// Longer names are cut. C++ names of a few hundred characters are common.
    private static final int MOST_NAME_BYTES = 2048;

    private static final byte EXTERNAL = 1;
    private static final byte THUMB = 2;

    private final byte[] file;
    private final int namesEnd;
    private final long[] addresses;
    private final int[] names;
    private final byte[] flags;

    private MachoSymbols(byte[] file, int namesEnd, long[] addresses, int[] names, byte[] flags) {
        this.file = file;
        this.namesEnd = namesEnd;
        this.addresses = addresses;
        this.names = names;
        this.flags = flags;
    }

    static byte flags(boolean isExternal, boolean isThumb) {
        return (byte) ((isExternal ? EXTERNAL : 0) | (isThumb ? THUMB : 0));
    }

    static MachoSymbols sorted(byte[] file, int namesEnd, long[] addresses, int[] names, byte[] flags) {
        int[] order = IntStream.range(0, addresses.length)
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> addresses[i], Long::compareUnsigned))
                .mapToInt(Integer::intValue)
                .toArray();
        var sortedAddresses = new long[order.length];
        var sortedNames = new int[order.length];
        var sortedFlags = new byte[order.length];
        for (int i = 0; i < order.length; i++) {
            sortedAddresses[i] = addresses[order[i]];
            sortedNames[i] = names[order[i]];
            sortedFlags[i] = flags[order[i]];
        }
        return new MachoSymbols(file, namesEnd, sortedAddresses, sortedNames, sortedFlags);
    }

    /// Returns how many symbols there are.
    public int size() {
        return addresses.length;
    }

    /// Returns the address of symbol `index`, without the slide and without the bit that marks Thumb code.
    public long address(int index) {
        return addresses[index];
    }

    /// Returns whether other files may refer to the symbol.
    public boolean isExternal(int index) {
        return (flags[index] & EXTERNAL) != 0;
    }

    /// Returns whether the code there is Thumb.
    public boolean isThumb(int index) {
        return (flags[index] & THUMB) != 0;
    }

    /// Returns the name as its author wrote it: without the underscore that C puts in front on this platform. Escaped.
    public String name(int index) {
        int from = names[index];
        int end = from;
        while (end < namesEnd && file[end] != 0 && end - from < MOST_NAME_BYTES) {
            end++;
        }
        String name = Escape.line(new String(file, from, end - from, StandardCharsets.ISO_8859_1));
        return name.startsWith("_") ? name.substring(1) : name;
    }

    /// Returns the last symbol at or below an address, or -1.
    public int atOrBelow(long address) {
        int low = 0;
        int high = addresses.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Long.compareUnsigned(addresses[middle], address) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }

    /// Returns all addresses, in order.
    long[] addresses() {
        return Arrays.copyOf(addresses, addresses.length);
    }
}
