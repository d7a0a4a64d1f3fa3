package org.rtkit4j.emulator.profile;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.rtkit4j.emulator.firmware.BufferSpec;
import org.rtkit4j.emulator.firmware.Delays;
import org.rtkit4j.emulator.firmware.EchoEndpoint;
import org.rtkit4j.emulator.firmware.FirmwareConfig;
import org.rtkit4j.emulator.firmware.FirmwareEndpoint;
import org.rtkit4j.emulator.firmware.LogLine;
import org.rtkit4j.emulator.firmware.Quirk;
import org.rtkit4j.emulator.firmware.SyslogSpec;
import org.rtkit4j.emulator.firmware.VersionRange;
import org.rtkit4j.emulator.image.FirmwareImage;
import org.rtkit4j.emulator.machine.MemoryRegion;
import org.rtkit4j.emulator.mailbox.MailboxDevice;
import org.rtkit4j.wire.message.PowerState;
import org.rtkit4j.wire.register.MailboxRegisters;

/// What the keys of a profile mean.
final class ProfileReader {
    /// What a profile can put behind an application endpoint.
    private static final Map<String, FirmwareEndpoint.Factory> KINDS = Map.of("echo", EchoEndpoint::new);

    private static final Set<PowerState> DOWN_STATES =
            Set.of(PowerState.OFF, PowerState.SLEEP, PowerState.QUIESCED, PowerState.IDLE);

    final String description;
    final long base;
    final MailboxRegisters mailbox;
    final int mailboxDepth;
    final long iovaBase;
    final List<MemoryRegion> regions;
    final Map<Integer, FirmwareEndpoint.Factory> kinds;
    private final Settings settings;
    private final FirmwareConfig config;

    ProfileReader(Settings settings) {
        this.settings = settings;
        description = settings.text("description", "");
        base = settings.value("base", 0x2_0000_0000L, ProfileReader::alignedAddress);
        mailbox = settings.value("mailbox", MailboxRegisters.ASC_V4, ProfileReader::layout);
        mailboxDepth = settings.value("mailbox.depth", MailboxDevice.DEEPEST, ProfileReader::depth);
        iovaBase = settings.value("iova.base", 0L, ProfileReader::alignedAddress);
        regions = regions();
        kinds = kinds();
        config = checked(() -> config(kinds));
        settings.refuseUnknown();
    }

    FirmwareConfig firmware(Map<Integer, FirmwareEndpoint.Factory> endpoints) {
        if (endpoints.isEmpty()) {
            return config;
        }
        var all = new HashMap<>(kinds);
        all.putAll(endpoints);
        return checked(() -> config(all));
    }

    private FirmwareConfig config(Map<Integer, FirmwareEndpoint.Factory> endpoints) {
        return new FirmwareConfig(
                settings.value("versions", VersionRange.COMMON, ProfileReader::versions),
                settings.value("endpoints.system", Set.of(1, 2, 3, 4, 8), ProfileReader::numbers),
                endpoints,
                settings.value("start", false, ProfileReader::wakesByMessage),
                settings.integer("wake.ack", PowerState.ON.code()),
                settings.value("power.states", DOWN_STATES, ProfileReader::powerStates),
                syslog(),
                buffer("crashlog", 0x4000),
                buffer("ioreport", 0x1000),
                buffer("oslog", 0x1000),
                settings.integer("kdebug.records", 0),
                image(),
                bootLog(),
                settings.value("quirks", Set.of(), ProfileReader::quirks),
                delays());
    }

    private SyslogSpec syslog() {
        int entries = settings.integer("syslog.entries", 0x40);
        int messageBytes = settings.integer("syslog.message.bytes", 0xe0);
        return new SyslogSpec(
                buffer("syslog", 0x4000),
                entries,
                messageBytes,
                settings.integer("syslog.claims.entries", entries),
                settings.integer("syslog.claims.message.bytes", messageBytes));
    }

    private BufferSpec buffer(String what, int bytes) {
        return new BufferSpec(settings.integer(what + ".bytes", bytes), settings.number(what + ".address", 0));
    }

    private FirmwareImage image() {
        return new FirmwareImage(
                settings.text("firmware.version", "RTKit-0.0.0.release - Client: ExampleFirmware-0"),
                settings.value("firmware.uuid", new UUID(0, 0), UUID::fromString),
                settings.number("firmware.text.base", 0x1_0000),
                settings.integer("firmware.text.bytes", 0x4_0000),
                settings.value("firmware.tasks", List.of("idle"), Settings::parseList));
    }

    private List<LogLine> bootLog() {
        return List.copyOf(settings.all("log.", ProfileReader::logLine).values());
    }

    private Delays delays() {
        return new Delays(
                delay("hello", Delays.NONE.hello()),
                delay("map", Delays.NONE.map()),
                delay("request", Delays.NONE.request()),
                delay("ack", Delays.NONE.ack()),
                delay("grace", Delays.NONE.grace()),
                delay("echo", Delays.NONE.echo()));
    }

    private Duration delay(String step, Duration fallback) {
        return settings.value("delay." + step + ".us", fallback, text -> {
            long micros = Settings.parseNumber(text);
            if (micros < 0 || micros > Duration.ofHours(1).toNanos() / 1000) {
                throw new IllegalArgumentException("not between 0 and an hour");
            }
            return Duration.ofNanos(Math.multiplyExact(micros, 1000L));
        });
    }

    private List<MemoryRegion> regions() {
        return settings.all("region.", Settings::parseList).entrySet().stream()
                .map(entry -> checked(() -> region(entry.getKey(), entry.getValue())))
                .toList();
    }

    private static MemoryRegion region(String name, List<String> range) {
        if (range.size() != 2) {
            throw new IllegalArgumentException("region needs address and size: " + name);
        }
        return new MemoryRegion(name, Settings.parseNumber(range.get(0)), Settings.parseNumber(range.get(1)));
    }

    private Map<Integer, FirmwareEndpoint.Factory> kinds() {
        var kinds = new HashMap<Integer, FirmwareEndpoint.Factory>();
        settings.all("endpoint.", ProfileReader::kind)
                .forEach((number, kind) -> kinds.put(checked(() -> endpoint(number)), kind));
        return kinds;
    }

    private <T> T checked(Supplier<T> maker) {
        try {
            return maker.get();
        } catch (IllegalArgumentException e) {
            throw new ProfileException(settings.source() + ": " + e.getMessage());
        }
    }

    private static int endpoint(String number) {
        long value = Settings.parseNumber(number);
        if (value < 0 || value > 0xff) {
            throw new IllegalArgumentException("no such endpoint: " + number);
        }
        return (int) value;
    }

    private static FirmwareEndpoint.Factory kind(String name) {
        FirmwareEndpoint.Factory kind = KINDS.get(name);
        if (kind == null) {
            throw new IllegalArgumentException("no such kind of endpoint, there is echo");
        }
        return kind;
    }

    private static long alignedAddress(String text) {
        long address = Settings.parseNumber(text);
        if (address < 0 || address % 0x4000 != 0) {
            throw new IllegalArgumentException("not an address that is a multiple of 0x4000");
        }
        return address;
    }

    private static int depth(String text) {
        long depth = Settings.parseNumber(text);
        if (depth < 1 || depth > MailboxDevice.DEEPEST) {
            throw new IllegalArgumentException("not between 1 and " + MailboxDevice.DEEPEST);
        }
        return (int) depth;
    }

    private static MailboxRegisters layout(String label) {
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

    private static VersionRange versions(String text) {
        String[] ends = text.split("\\.\\.", -1);
        if (ends.length != 2) {
            throw new IllegalArgumentException("not of the form 11..12");
        }
        return new VersionRange(
                Math.toIntExact(Settings.parseNumber(ends[0].strip())),
                Math.toIntExact(Settings.parseNumber(ends[1].strip())));
    }

    private static Set<Integer> numbers(String text) {
        return Settings.parseList(text).stream().map(ProfileReader::endpoint).collect(Collectors.toSet());
    }

    private static boolean wakesByMessage(String text) {
        return switch (text) {
            case "run" -> false;
            case "wake" -> true;
            default -> throw new IllegalArgumentException("neither run nor wake");
        };
    }

    private static Set<PowerState> powerStates(String text) {
        return Settings.parseList(text.toUpperCase(Locale.ROOT)).stream()
                .map(PowerState::valueOf)
                .collect(Collectors.toSet());
    }

    private static Set<Quirk> quirks(String text) {
        var quirks = new HashSet<Quirk>();
        for (String label : Settings.parseList(text)) {
            quirks.add(Arrays.stream(Quirk.values())
                    .filter(quirk -> quirk.label().equals(label))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no such quirk: " + label)));
        }
        return quirks;
    }

    private static LogLine logLine(String text) {
        int bar = text.indexOf('|');
        if (bar < 0) {
            throw new IllegalArgumentException("not of the form context | text");
        }
        return new LogLine(
                text.substring(0, bar).strip(), text.substring(bar + 1).strip());
    }
}
