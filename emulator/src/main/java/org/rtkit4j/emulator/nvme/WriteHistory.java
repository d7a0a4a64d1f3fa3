package org.rtkit4j.emulator.nvme;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// What was written to a disk, block by block, and when it was made durable: enough to lose power at any point again.
///
/// Complete from where it was begun. Not safe for threads: look at it when the machine rests, or inside
/// [org.rtkit4j.emulator.Coprocessor#interject].
public final class WriteHistory {
    private final List<Event> events = new ArrayList<>();
    private final Map<Long, byte[]> before = new LinkedHashMap<>();

    /// Something that happened to the disk.
    public sealed interface Event {
        /// A block got a content.
        ///
        /// @param block its number
        /// @param content of that block; not to be changed
        /// @param isDurable whether it was written past the cache, as with FUA
        @SuppressWarnings("ArrayRecordComponent") // compared by nobody, and large
        record Write(long block, byte[] content, boolean isDurable) implements Event {}

        /// Everything before became durable: a flush, or an orderly shutdown.
        record Flush() implements Event {}

        /// Power was lost, or the firmware crashed: what is on the disk now is durable.
        ///
        /// @param restored the blocks whose old content came back
        record Loss(List<Write> restored) implements Event {
            public Loss {
                restored = List.copyOf(restored);
            }
        }
    }

    WriteHistory() {}

    /// Returns how many events there are.
    public int size() {
        return events.size();
    }

    /// Returns what has happened so far, in order.
    public List<Event> events() {
        return List.copyOf(events);
    }

    /// Returns, of each block that was ever written, the contents that it may have if power is lost when the first so
    /// many events have happened: the one that was durable last, and all that were written since.
    public Map<Long, List<byte[]>> possible(int count) {
        var possible = new LinkedHashMap<Long, List<byte[]>>();
        before.forEach((block, content) -> possible.put(block, new ArrayList<>(List.of(content))));
        for (Event event : events.subList(0, count)) {
            switch (event) {
                case Event.Write write -> apply(write, possible);
                case Event.Flush _ -> possible.values().forEach(WriteHistory::keepLast);
                case Event.Loss(List<Event.Write> restored) -> {
                    possible.values().forEach(WriteHistory::keepLast);
                    restored.forEach(write -> apply(write, possible));
                }
            }
        }
        return possible;
    }

    /// Returns a disk as it may be if power is lost when the first so many events have happened: one of the possible
    /// contents of each block, by chance.
    public Map<Long, byte[]> image(int count, long seed) {
        var random = new SplittableRandom(seed);
        var image = new LinkedHashMap<Long, byte[]>();
        possible(count).forEach((block, contents) -> image.put(block, contents.get(random.nextInt(contents.size()))));
        return image;
    }

    void write(long block, byte[] old, byte[] content, boolean isDurable) {
        before.putIfAbsent(block, old);
        events.add(new Event.Write(block, content, isDurable));
    }

    void flush() {
        events.add(new Event.Flush());
    }

    void loss(List<Event.Write> restored) {
        events.add(new Event.Loss(restored));
    }

    private static void apply(Event.Write write, Map<Long, List<byte[]>> possible) {
        List<byte[]> contents = possible.computeIfAbsent(write.block(), _ -> new ArrayList<>());
        if (write.isDurable()) {
            contents.clear();
        }
        contents.add(write.content());
    }

    private static void keepLast(List<byte[]> contents) {
        contents.subList(0, contents.size() - 1).clear();
    }
}
