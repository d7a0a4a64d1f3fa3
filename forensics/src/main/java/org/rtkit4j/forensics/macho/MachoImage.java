package org.rtkit4j.forensics.macho;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One firmware, for one core.
public final class MachoImage {
    private final MachoCpu cpu;
    private final @Nullable String uuid;
    private final @Nullable Long entry;
    private final List<MachoSegment> segments;
    private final MachoSymbols symbols;
    private final long[] functionStarts;

    MachoImage(
            MachoCpu cpu,
            @Nullable String uuid,
            @Nullable Long entry,
            List<MachoSegment> segments,
            MachoSymbols symbols,
            long[] functionStarts) {
        this.cpu = cpu;
        this.uuid = uuid;
        this.entry = entry;
        this.segments = List.copyOf(segments);
        this.symbols = symbols;
        this.functionStarts = functionStarts;
    }

    public MachoCpu cpu() {
        return cpu;
    }

    /// The build's UUID in the usual notation, in lower case; or null.
    public @Nullable String uuid() {
        return uuid;
    }

    /// Where execution starts, without the slide; or null.
    public @Nullable Long entry() {
        return entry;
    }

    /// Returns the segments in the order of the file.
    public List<MachoSegment> segments() {
        return segments;
    }

    public MachoSymbols symbols() {
        return symbols;
    }

    /// Returns how many function starts the file lists.
    public int functionCount() {
        return functionStarts.length;
    }

    /// Returns the start of function `index`, by rising address; on a 32-bit core without the bit that marks Thumb.
    public long functionStart(int index) {
        return functionStarts[index];
    }

    /// Returns the segment that holds an address.
    public Optional<MachoSegment> segmentAt(long address) {
        return segments.stream()
                .filter(segment -> segment.isMemory() && segment.holds(address))
                .findFirst();
    }

    /// Returns where the function around an address starts, by symbol or list of functions; or nothing.
    public Optional<Long> functionAround(long address) {
        int symbol = symbols.atOrBelow(address);
        int start = startAtOrBelow(address);
        if (symbol < 0 && start < 0) {
            return Optional.empty();
        }
        long bySymbol = symbol < 0 ? 0 : symbols.address(symbol);
        long byList = start < 0 ? 0 : functionStarts[start];
        long found = Long.compareUnsigned(bySymbol, byList) > 0 ? bySymbol : byList;
        boolean together =
                segmentAt(address).filter(segment -> segment.holds(found)).isPresent();
        return together ? Optional.of(found) : Optional.empty();
    }

    private int startAtOrBelow(long address) {
        int at = Arrays.binarySearch(functionStarts, address);
        return at >= 0 ? at : -at - 2;
    }

    /// Returns the end of what starts at `start`: where the next symbol, function or the segment's end is.
    public long endOf(long start) {
        long end = segmentAt(start)
                .map(segment -> segment.address() + segment.sizeBytes())
                .orElse(start);
        int at = startAtOrBelow(start) + 1;
        if (at < functionStarts.length && Long.compareUnsigned(functionStarts[at], end) < 0) {
            end = functionStarts[at];
        }
        int symbol = symbols.atOrBelow(start) + 1;
        if (symbol < symbols.size() && Long.compareUnsigned(symbols.address(symbol), end) < 0) {
            end = symbols.address(symbol);
        }
        return end;
    }

    /// Returns the 32-bit word at an address, from the file; nothing where the file does not hold it.
    public Optional<Integer> word(long address) {
        return segmentAt(address)
                .filter(segment -> address - segment.address() <= segment.data().limit() - Integer.BYTES)
                .map(segment -> Integer.reverseBytes(segment.data().getInt((int) (address - segment.address()))));
    }
}
