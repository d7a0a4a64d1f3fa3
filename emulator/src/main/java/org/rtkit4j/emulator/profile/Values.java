package org.rtkit4j.emulator.profile;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.rtkit4j.emulator.dma.DmaSpec;
import org.rtkit4j.emulator.firmware.EchoEndpoint;
import org.rtkit4j.emulator.firmware.FirmwareEndpoint;
import org.rtkit4j.emulator.firmware.LogLine;
import org.rtkit4j.emulator.firmware.Quirk;
import org.rtkit4j.emulator.firmware.VersionRange;
import org.rtkit4j.emulator.mailbox.MailboxDevice;
import org.rtkit4j.emulator.sensor.BootArguments;
import org.rtkit4j.emulator.sensor.SensorEndpoints;
import org.rtkit4j.wire.message.PowerState;
import org.rtkit4j.wire.port.Region;
import org.rtkit4j.wire.register.MailboxRegisters;
import org.rtkit4j.wire.register.SartRegisters;

/// How the values of a profile are written; each refuses with an [IllegalArgumentException].
final class Values {
    /// What a profile can put behind an application endpoint, besides the system management controller.
    static final Map<String, FirmwareEndpoint.Factory> KINDS = kinds();

    private static final int FIRST_APP_ENDPOINT = 0x20;

    private Values() {}

    private static Map<String, FirmwareEndpoint.Factory> kinds() {
        var kinds = new TreeMap<>(SensorEndpoints.byName());
        kinds.put("echo", EchoEndpoint::new);
        return Map.copyOf(kinds);
    }

    /// Returns whether a word that may be a name is a file's: it is written like one, or there is one.
    static boolean isFile(String nameOrFile) {
        return nameOrFile.contains("/")
                || nameOrFile.endsWith(".properties")
                || Files.isRegularFile(Path.of(nameOrFile));
    }

    /// Returns where a file lies that another one names: beside it. What is no path stays as it is.
    static String beside(Path file, String name) {
        try {
            return name.isEmpty() ? name : file.resolveSibling(name).toString();
        } catch (InvalidPathException _) {
            return name;
        }
    }

    /// Returns why a file cannot be used, with its name.
    static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException missing -> missing.getFile() + ": no such file";
            case AccessDeniedException denied -> denied.getFile() + ": permission denied";
            default -> String.valueOf(e.getMessage());
        };
    }

    /// Returns where a file lies that another one names: beside it. What is no file's name stays as it is.
    static String nameOrBeside(Path file, String nameOrFile) {
        try {
            Path there = file.resolveSibling(nameOrFile);
            boolean isWrittenAsFile = nameOrFile.matches(".*(/.*|\\.properties|\\.json)");
            return isWrittenAsFile || Files.isRegularFile(there) ? there.toString() : nameOrFile;
        } catch (InvalidPathException _) {
            return nameOrFile;
        }
    }

    /// Returns the name of a node in a tree.
    static String nodeName(String text) {
        if (!text.matches("([a-z][a-z0-9-]{0,30})?")) {
            throw new IllegalArgumentException("no name of a node: small letters, digits and -, 31 at most");
        }
        return text;
    }

    static Region region(String name, List<String> range) {
        if (range.size() != 2) {
            throw new IllegalArgumentException(
                    name.isEmpty() ? "region needs a name" : "region needs address and size: " + name);
        }
        return pages(BootArguments.fitting(
                new Region(name, Settings.parseNumber(range.get(0)), Settings.parseNumber(range.get(1)))));
    }

    /// Returns a region, if it is of whole pages.
    static Region pages(Region region) {
        if (region.sizeBytes() % 0x4000 != 0) {
            throw new IllegalArgumentException("not a multiple of 0x4000: " + region);
        }
        return region;
    }

    /// An address of a filter's registers may be given from the base of the co-processor on: `+0x10_0000`.
    static DmaSpec dma(String text, long base) {
        List<String> words = Settings.parseList(text);
        if (text.matches("[sd]art\\b.*") && words.size() != 3) {
            throw new IllegalArgumentException("not of the form sart ADDRESS VERSION, or dart ADDRESS STREAM");
        }
        return switch (words.isEmpty() ? "" : words.getFirst()) {
            case "closed" -> new DmaSpec.Closed();
            case "physical" -> new DmaSpec.Physical();
            case "sart" ->
                new DmaSpec.WithSart(
                        address(words.get(1), base), SartRegisters.ofVersion((int) Settings.parseNumber(words.get(2))));
            case "dart" -> new DmaSpec.WithDart(address(words.get(1), base), (int) Settings.parseNumber(words.get(2)));
            default -> throw new IllegalArgumentException("none of closed, physical, sart, dart");
        };
    }

    static int endpoint(String number) {
        long value = Settings.parseNumber(number);
        if (value < 0 || value > 0xff) {
            throw new IllegalArgumentException("no such endpoint: " + number);
        }
        return (int) value;
    }

    static int appEndpoint(String number) {
        int endpoint = endpoint(number);
        if (endpoint < FIRST_APP_ENDPOINT) {
            throw new IllegalArgumentException("endpoint out of range: 0x%x, not in 0x20..0xff".formatted(endpoint));
        }
        return endpoint;
    }

    static long alignedAddress(String text) {
        long address = Settings.parseNumber(text);
        if (!isAligned(address)) {
            throw new IllegalArgumentException("not an address that is a multiple of 0x4000");
        }
        return address;
    }

    static boolean isAligned(long address) {
        return address >= 0 && address % 0x4000 == 0;
    }

    private static long address(String text, long base) {
        return text.startsWith("+") ? base + alignedAddress(text.substring(1)) : alignedAddress(text);
    }

    static boolean isCountedFromBase(String text) {
        return Settings.parseList(text).stream().anyMatch(word -> word.startsWith("+"));
    }

    static Duration micros(String text) {
        long micros = Settings.parseNumber(text);
        if (micros < 0 || micros > Duration.ofHours(1).toNanos() / 1000) {
            throw new IllegalArgumentException("not between 0 and an hour");
        }
        return Duration.ofNanos(Math.multiplyExact(micros, 1000L));
    }

    static int depth(String text) {
        long depth = Settings.parseNumber(text);
        if (depth < 1 || depth > MailboxDevice.DEEPEST) {
            throw new IllegalArgumentException("not between 1 and " + MailboxDevice.DEEPEST);
        }
        return (int) depth;
    }

    static MailboxRegisters layout(String label) {
        for (MailboxRegisters layout : MailboxRegisters.values()) {
            if (layout.label().equals(label) || layout.compatible().equals(label)) {
                return layout;
            }
        }
        throw new IllegalArgumentException("no such mailbox, there are " + labels());
    }

    private static String labels() {
        return Arrays.stream(MailboxRegisters.values())
                .map(MailboxRegisters::label)
                .collect(Collectors.joining(", "));
    }

    static VersionRange versions(String text) {
        String[] ends = text.split("\\.\\.", -1);
        if (ends.length != 2) {
            throw new IllegalArgumentException("not of the form 11..12");
        }
        return new VersionRange(
                Math.toIntExact(Settings.parseNumber(ends[0].strip())),
                Math.toIntExact(Settings.parseNumber(ends[1].strip())));
    }

    static Set<Integer> systemEndpoints(String text) {
        return Settings.parseList(text).stream().map(Values::systemEndpoint).collect(Collectors.toSet());
    }

    private static int systemEndpoint(String number) {
        int endpoint = endpoint(number);
        if (endpoint < 1 || endpoint >= FIRST_APP_ENDPOINT) {
            throw new IllegalArgumentException("endpoint out of range: 0x%x, not in 0x1..0x1f".formatted(endpoint));
        }
        return endpoint;
    }

    static int integer(String text, int least, int most) {
        long number = Settings.parseNumber(text);
        if (number < least || number > most) {
            throw new IllegalArgumentException("not between %d and %d".formatted(least, most));
        }
        return (int) number;
    }

    static boolean wakesByMessage(String text) {
        return switch (text) {
            case "run" -> false;
            case "wake" -> true;
            default -> throw new IllegalArgumentException("neither run nor wake");
        };
    }

    static boolean isResettable(String text) {
        return switch (text) {
            case "power" -> true;
            case "none" -> false;
            default -> throw new IllegalArgumentException("neither power nor none");
        };
    }

    static Set<PowerState> powerStates(String text) {
        return Settings.parseList(text).stream().map(Values::powerState).collect(Collectors.toSet());
    }

    private static PowerState powerState(String word) {
        return Arrays.stream(PowerState.values())
                .filter(state -> state.name().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such power state, there are " + powerStateNames()));
    }

    private static String powerStateNames() {
        return Arrays.stream(PowerState.values())
                .map(state -> state.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    static Set<Quirk> quirks(String text) {
        var quirks = new HashSet<Quirk>();
        for (String label : Settings.parseList(text)) {
            quirks.add(Arrays.stream(Quirk.values())
                    .filter(quirk -> quirk.label().equals(label))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no such quirk: " + label)));
        }
        return quirks;
    }

    static LogLine logLine(String text) {
        int bar = text.indexOf('|');
        if (bar < 0) {
            throw new IllegalArgumentException("not of the form context | text");
        }
        return new LogLine(
                text.substring(0, bar).strip(), text.substring(bar + 1).strip());
    }
}
