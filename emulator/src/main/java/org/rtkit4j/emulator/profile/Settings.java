package org.rtkit4j.emulator.profile;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.port.Region;

/// The keys and values of a profile. It notes which keys were asked for: the others are unknown.
final class Settings {
    private static final long NOWHERE = -1;

    private final String source;
    private final NavigableMap<String, Setting> settings;
    private final Set<String> known = new HashSet<>();

    /// A value, where it stands, whether that is a line of a file, and whether one of a profile that another extends.
    private record Setting(String value, String place, boolean isInFile, boolean isInherited) {
        static Setting ofProgram(String value, String place) {
            return new Setting(value, place, false, false);
        }

        Setting with(String other) {
            return new Setting(other, place, isInFile, isInherited);
        }

        Setting inherited() {
            return new Setting(value, place, isInFile, true);
        }
    }

    private Settings(String source, NavigableMap<String, Setting> settings) {
        this.source = source;
        this.settings = settings;
    }

    /// Reads lines of `key = value`; `#` begins a comment at the start of a line.
    ///
    /// @param source what messages call the file
    static Settings parse(String source, List<String> lines) {
        var settings = new TreeMap<String, Setting>();
        for (int number = 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            int equals = line.indexOf('=');
            if (equals <= 0) {
                throw new ProfileException("%s:%d: not of the form key = value".formatted(source, number));
            }
            String key = line.substring(0, equals).strip();
            var setting = new Setting(line.substring(equals + 1).strip(), source + ":" + number, true, false);
            if (settings.put(key, setting) != null) {
                throw new ProfileException("%s:%d: key is given twice: %s".formatted(source, number, key));
            }
        }
        return new Settings(source, settings);
    }

    /// Returns these settings with the values of some keys replaced, where they are there.
    Settings replacing(Set<String> keys, UnaryOperator<String> change) {
        var changed = new TreeMap<>(settings);
        keys.forEach(key -> changed.computeIfPresent(key, (_, setting) -> setting.with(change.apply(setting.value))));
        return new Settings(source, changed);
    }

    /// Returns these settings with one replaced or added.
    Settings with(String key, String value) {
        var more = new TreeMap<>(settings);
        more.put(key, Setting.ofProgram(value, source + " with " + key));
        return new Settings(source, more);
    }

    /// Returns these settings, without the key `mark`, and those of `parent` that they do not replace.
    Settings over(Settings parent, String mark) {
        var all = new TreeMap<>(parent.settings);
        all.replaceAll((_, setting) -> setting.inherited());
        all.putAll(settings);
        all.remove(mark);
        return new Settings(source, all);
    }

    /// Returns the keys and values that `parent` does not have.
    NavigableMap<String, String> differences(Settings parent) {
        var differences = new TreeMap<String, String>();
        settings.forEach((key, setting) -> {
            Setting before = parent.settings.get(key);
            if (before == null || !before.value.equals(setting.value)) {
                differences.put(key, setting.value);
            }
        });
        return differences;
    }

    /// Returns these settings with a region elsewhere, and with it every address that lies in it.
    Settings moved(Region from, Region to) {
        var moved = new TreeMap<>(settings);
        moved.replaceAll((key, setting) -> {
            long address = addressIn(from, setting);
            if (address == NOWHERE) {
                return setting;
            }
            long offset = address - from.start();
            if (offset >= to.sizeBytes()) {
                throw new ProfileException("%s: %s has no room in %s".formatted(setting.place, key, to));
            }
            return setting.with("0x%x".formatted(to.start() + offset));
        });
        String place = "0x%x 0x%x".formatted(to.start(), to.sizeBytes());
        String key = "region." + to.name();
        moved.put(key, Setting.ofProgram(place, source + " with " + key));
        return new Settings(source, moved);
    }

    private static long addressIn(Region region, Setting setting) {
        try {
            long number = parseNumber(setting.value);
            return region.contains(number, 1) ? number : NOWHERE;
        } catch (IllegalArgumentException _) {
            return NOWHERE;
        }
    }

    @Nullable
    String text(String key) {
        Setting setting = settings.get(key);
        return setting == null ? null : setting.value;
    }

    String text(String key, String fallback) {
        return value(key, fallback, Function.identity());
    }

    long number(String key, long fallback) {
        return value(key, fallback, Settings::parseNumber);
    }

    int integer(String key, int fallback) {
        return value(key, fallback, text -> Math.toIntExact(parseNumber(text)));
    }

    /// Returns the value as `parser` reads it; an [IllegalArgumentException] of it becomes a message with the line.
    <T extends @Nullable Object> T value(String key, T fallback, Function<String, ? extends T> parser) {
        known.add(key);
        Setting setting = settings.get(key);
        return setting == null ? fallback : parse(key, setting, parser);
    }

    /// Makes one thing of what several keys say. Where it refuses their values, the message names the lines of those
    /// that are there: of the profile's own, and where it has none of them, of what it extends.
    <T> T together(Supplier<? extends T> maker, String... keys) {
        try {
            return maker.get();
        } catch (IllegalArgumentException e) {
            throw refused(String.valueOf(e.getMessage()), keys);
        }
    }

    /// Returns why these settings cannot be used, with the lines of the keys as in [#together].
    ProfileException refused(String reason, String... keys) {
        return new ProfileException(places(keys) + ": " + printable(reason));
    }

    /// Returns the line of a key, and the key with its value; empty where no file says it.
    String line(String key) {
        Setting setting = settings.get(key);
        return setting == null || !setting.isInFile ? "" : place(key);
    }

    private String places(String... keys) {
        List<String> there = Stream.of(keys).filter(settings::containsKey).toList();
        List<String> own = there.stream()
                .filter(key -> !requireNonNull(settings.get(key)).isInherited)
                .toList();
        List<String> named = own.isEmpty() ? there : own;
        return named.isEmpty() ? source : named.stream().map(this::place).collect(Collectors.joining(", "));
    }

    private String place(String key) {
        Setting setting = requireNonNull(settings.get(key));
        return "%s: %s = %s".formatted(setting.place, key, printable(setting.value));
    }

    /// Returns the values of the keys that begin with `prefix`, in the order of their rests.
    ///
    /// @param parser of a key's rest and its value
    <T> Map<String, T> all(String prefix, BiFunction<String, String, ? extends T> parser) {
        var values = new TreeMap<String, T>();
        for (Map.Entry<String, Setting> entry : settings.tailMap(prefix).entrySet()) {
            if (entry.getKey().startsWith(prefix)) {
                known.add(entry.getKey());
                String rest = entry.getKey().substring(prefix.length());
                values.put(rest, parse(entry.getKey(), entry.getValue(), text -> parser.apply(rest, text)));
            }
        }
        return values;
    }

    /// Throws if there is a key that nobody has asked for. One of an extended profile is known there, and of no use
    /// where the other has put something else in the place of what it is about.
    void refuseUnknown() {
        settings.forEach((key, setting) -> {
            if (!known.contains(key) && !setting.isInherited) {
                throw new ProfileException("%s: unknown key: %s".formatted(setting.place, key), key, known);
            }
        });
        // A profile lives as long as its machine, of which some have many.
        known.clear();
    }

    static long parseNumber(String text) {
        String digits = text.replace("_", "");
        try {
            return digits.startsWith("0x") ? Long.parseLong(digits.substring(2), 16) : Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a number", e);
        }
    }

    /// Splits at commas or blanks.
    static List<String> parseList(String text) {
        var words = new ArrayList<>(List.of(text.split("[,\\s]+")));
        words.removeIf(String::isEmpty);
        return words;
    }

    private <T extends @Nullable Object> T parse(String key, Setting setting, Function<String, ? extends T> parser) {
        try {
            return parser.apply(setting.value);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new ProfileException(place(key) + ": " + reason(e));
        }
    }

    // One that ends with the value ends with nothing where there is none.
    private static String reason(RuntimeException e) {
        String message = e instanceof ArithmeticException ? "number too large" : String.valueOf(e.getMessage());
        return printable(message).replaceFirst(":? *$", "");
    }

    private static String printable(String text) {
        return text.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
