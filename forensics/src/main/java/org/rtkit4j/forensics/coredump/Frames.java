package org.rtkit4j.forensics.coredump;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.forensics.coredump.MemoryMap.Region;
import org.rtkit4j.forensics.macho.MachoImage;

/// Frame records made up from the return addresses of the log, so that a debugger can walk the stacks.
///
/// The log has the addresses that the firmware found when it walked its own chain of frame records, but not the
/// records. A record is two words: where the next one is, and a return address. The second is the log's; the first
/// is ours: it leads into a range of addresses that nothing of the firmware uses. Of the firmware's own memory only
/// the first record of the faulting task is rebuilt, where its frame pointer, which the log has, says that it was.
final class Frames {
    private static final int RECORD = 2 * Long.BYTES;
    private static final long FIRST_BASE = 0x7254_4b00_0000L;
    private static final long STEP = 1L << 30;
    private static final int MOST_BASES = 64;
    private static final String ORIGIN = "made up: frame records from the log's return addresses";

    private final @Nullable MachoImage image;
    private final long slide;
    private final List<Long> words = new ArrayList<>();
    private final long base;

    /// Where no memory is: the last record of each chain points here, and debuggers stop.
    private final long end;

    /// @param records how many return addresses there will be at most
    Frames(@Nullable MachoImage image, long slide, MemoryMap memory, int records) {
        this.image = image;
        this.slide = slide;
        this.base = freeRange(memory, (1 + records) * (long) RECORD);
        this.end = base + records * (long) RECORD;
    }

    private static long freeRange(MemoryMap memory, long size) {
        long at = FIRST_BASE;
        for (int i = 0; i < MOST_BASES && !memory.isFree(at, size); i++) {
            at += STEP;
        }
        return at;
    }

    /// Makes a chain for return addresses, the innermost first.
    ///
    /// @return where its first record is
    long chain(List<Long> returns) {
        long first = returns.isEmpty() ? end : next();
        for (int i = 0; i < returns.size(); i++) {
            boolean isLast = i == returns.size() - 1;
            words.add(isLast ? end : next() + RECORD);
            words.add(returns.get(i));
        }
        return first;
    }

    private long next() {
        return base + (long) words.size() * Long.BYTES;
    }

    /// Rebuilds the record at a frame pointer that the log has.
    void rebuild(long framePointer, List<Long> returns, MemoryMap memory) {
        if (returns.isEmpty() || framePointer == 0 || (framePointer & 7) != 0) {
            return;
        }
        var record = ByteBuffer.allocate(RECORD).order(ByteOrder.LITTLE_ENDIAN);
        record.putLong(chain(returns.subList(1, returns.size()))).putLong(returns.getFirst());
        memory.add(
                new Region(framePointer, record.flip(), RECORD, 6, "rebuilt: the faulting task's first frame record"));
    }

    void addTo(MemoryMap memory) {
        var data = ByteBuffer.allocate(words.size() * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        words.forEach(data::putLong);
        memory.add(new Region(base, data.flip(), data.limit(), 6, ORIGIN));
    }

    /// Returns whether the function around `pc` has its own frame record by then, as far as the firmware file tells:
    /// `stp x29, x30, [..]` before, or no function known.
    boolean hasFrame(long pc) {
        if (image == null) {
            return true;
        }
        long at = pc - slide;
        long start = image.functionAround(at).orElse(at);
        if (start == at && image.functionAround(at).isEmpty()) {
            return true;
        }
        for (long one = start; Long.compareUnsigned(one, at) < 0 && one - start < 256; one += Integer.BYTES) {
            // STP of x29 and x30, 64 bits: pre-indexed, post-indexed or with an offset; any base, any immediate.
            if (image.word(one).map(word -> (word & 0xfe40_7c1f) == 0xa800_781d).orElse(false)) {
                return true;
            }
        }
        return false;
    }
}
