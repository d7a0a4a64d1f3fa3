package org.rtkit4j.emulator.smc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.rtkit4j.wire.file.FileTooLargeException;
import org.rtkit4j.wire.file.WholeFile;

/// The keys of one machine, from a readable JSON file; `docs/smc.md` says how it is written. Immutable.
public final class KeySet {
    private static final List<String> NAMES = List.of("notebook", "desktop", "awkward");
    private static final List<String> GENERATIONS =
            List.of("notebook-12.3", "notebook-13.5", "notebook-14.7", "notebook-15", "notebook-26", "notebook-27");
    private static final ConcurrentHashMap<String, KeySet> BUNDLED = new ConcurrentHashMap<>();
    private static final int LARGEST_FILE_BYTES = 4 << 20;

    private final String description;
    private final boolean isIndexSwapped;
    private final List<KeyEntry> entries;

    KeySet(String description, boolean isIndexSwapped, List<KeyEntry> entries) {
        this.description = description;
        this.isIndexSwapped = isIndexSwapped;
        this.entries = List.copyOf(entries);
    }

    /// Returns the names of the sets that come with the emulator.
    public static List<String> names() {
        return NAMES;
    }

    /// Returns the names of the sets that come with it beside those: the notebook's of other years.
    public static List<String> generations() {
        return GENERATIONS;
    }

    /// Returns a set that comes with the emulator, or reads one from a file.
    ///
    /// @throws IllegalArgumentException if it is neither, or no key set; the message is one line with the place
    public static KeySet of(String nameOrFile) {
        try {
            return isBundled(nameOrFile) ? bundled(nameOrFile) : load(Path.of(nameOrFile));
        } catch (FileTooLargeException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "no such key set: %s, there are %s and files".formatted(nameOrFile, allNames()), e);
        }
    }

    /// Reads a set from a file.
    ///
    /// @throws IOException if it cannot be read
    /// @throws IllegalArgumentException if it is no key set; the message is one line with file and line
    public static KeySet load(Path file) throws IOException {
        return parse(file.toString(), WholeFile.read(file, "a key set", LARGEST_FILE_BYTES));
    }

    /// Reads a set from the bytes of a file.
    ///
    /// @param source what messages call the file
    /// @throws IllegalArgumentException if it is no key set; the message is one line with source and line
    public static KeySet parse(String source, byte[] json) {
        try {
            return new KeySetReader(source, json).read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Returns one sentence on what it is.
    public String description() {
        return description;
    }

    /// Returns how many keys there are.
    public int size() {
        return entries.size();
    }

    /// Returns the names of the keys, in ascending order.
    public List<String> keyNames() {
        return entries.stream().map(entry -> KeyEntry.text(entry.name())).toList();
    }

    /// Returns what the controller says of each key, by name.
    public NavigableMap<String, KeyShape> shapes() {
        var shapes = new TreeMap<String, KeyShape>();
        entries.forEach(entry -> shapes.put(KeyEntry.text(entry.name()), ShapedKey.shapeOf(entry)));
        return shapes;
    }

    /// Returns this set with a key that has this shape. Where it has such a key already, that keeps its value as far
    /// as it can; else its bytes are 0.
    ///
    /// @throws IllegalArgumentException if its name or type is none
    public KeySet with(String name, KeyShape shape) {
        NavigableMap<Long, KeyEntry> all = byName();
        long code = Integer.toUnsignedLong(KeyEntry.fourCc(name));
        all.put(code, ShapedKey.entry(KeyEntry.fourCc(name), shape, all.get(code)));
        return new KeySet(description, isIndexSwapped, List.copyOf(all.values()));
    }

    /// Returns this set without a key.
    public KeySet without(String name) {
        NavigableMap<Long, KeyEntry> all = byName();
        all.remove(Integer.toUnsignedLong(KeyEntry.fourCc(name)));
        return new KeySet(description, isIndexSwapped, List.copyOf(all.values()));
    }

    private NavigableMap<Long, KeyEntry> byName() {
        var all = new TreeMap<Long, KeyEntry>();
        entries.forEach(entry -> all.put(Integer.toUnsignedLong(entry.name()), entry));
        return all;
    }

    /// Returns the entries, in ascending order of their names.
    List<KeyEntry> entries() {
        return entries;
    }

    /// Returns whether names by index lie in memory in reading order, as with real firmware; not so with QEMU's.
    boolean isIndexSwapped() {
        return isIndexSwapped;
    }

    private static List<String> allNames() {
        return Stream.concat(NAMES.stream(), GENERATIONS.stream()).toList();
    }

    private static boolean isBundled(String name) {
        return NAMES.contains(name) || GENERATIONS.contains(name);
    }

    /// Returns a set that comes with the emulator.
    static KeySet bundled(String name) throws IOException {
        if (!isBundled(name)) {
            throw new IllegalArgumentException("no key set of this name comes with the program: " + name);
        }
        String file = name + ".json";
        KeySet known = BUNDLED.get(file);
        if (known == null) {
            known = readBundled(file);
            BUNDLED.put(file, known);
        }
        return known;
    }

    private static KeySet readBundled(String file) throws IOException {
        try (InputStream in = KeySet.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalArgumentException("key set is missing from the program: " + file);
            }
            return parse(file, in.readAllBytes());
        }
    }
}
