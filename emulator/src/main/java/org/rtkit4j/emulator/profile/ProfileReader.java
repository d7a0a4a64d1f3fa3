package org.rtkit4j.emulator.profile;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.emulator.display.DisplayConfig;
import org.rtkit4j.emulator.dma.DmaSpec;
import org.rtkit4j.emulator.firmware.BufferSpec;
import org.rtkit4j.emulator.firmware.Delays;
import org.rtkit4j.emulator.firmware.EndpointKind;
import org.rtkit4j.emulator.firmware.FirmwareConfig;
import org.rtkit4j.emulator.firmware.FirmwareEndpoint;
import org.rtkit4j.emulator.firmware.LogLine;
import org.rtkit4j.emulator.firmware.Quirk;
import org.rtkit4j.emulator.firmware.SyslogSpec;
import org.rtkit4j.emulator.firmware.VersionRange;
import org.rtkit4j.emulator.image.FirmwareImage;
import org.rtkit4j.emulator.mailbox.MailboxDevice;
import org.rtkit4j.emulator.mtp.MtpConfig;
import org.rtkit4j.emulator.nvme.NvmeConfig;
import org.rtkit4j.wire.message.CoprocessorKind;
import org.rtkit4j.wire.message.PowerState;
import org.rtkit4j.wire.port.Region;
import org.rtkit4j.wire.register.MailboxRegisters;

/// What the keys of a profile mean.
final class ProfileReader {
    private static final Set<PowerState> DOWN_STATES =
            Set.of(PowerState.OFF, PowerState.SLEEP, PowerState.QUIESCED, PowerState.IDLE);

    /// The kinds of endpoint that the emulator itself has.
    static final Set<String> KIND_NAMES = Stream.concat(Stream.of(SmcSettings.KIND), Values.KINDS.keySet().stream())
            .collect(Collectors.toUnmodifiableSet());

    final String description;
    /// What its node is called, or nothing.
    final String node;
    final long base;
    final MailboxRegisters mailbox;
    final int mailboxDepth;
    final long iovaBase;
    final DmaSpec dma;
    final List<Region> regions;
    final Map<Integer, FirmwareEndpoint.Factory> kinds;
    final Map<Integer, EndpointKind> ownKinds = new HashMap<>();
    final @Nullable NvmeConfig nvme;
    final @Nullable MtpConfig mtp;
    final @Nullable DisplayConfig display;
    final boolean isResettable;
    final String systemFirmware;
    private final boolean hasKeys;
    /// Whether something else lies at a distance from the base.
    final boolean isCountedFromBase;
    private final Settings settings;
    private final List<EndpointKind> own;
    private final FirmwareConfig config;

    /// @param own kinds of endpoint that the profile may name
    ProfileReader(Settings settings, List<EndpointKind> own) {
        this.settings = settings;
        this.own = own;
        description = settings.text("description", "");
        node = settings.value("node", "", Values::nodeName);
        base = settings.value("base", 0x2_0000_0000L, Values::alignedAddress);
        mailbox = settings.value("mailbox", MailboxRegisters.ASC_V4, Values::layout);
        mailboxDepth = settings.value("mailbox.depth", MailboxDevice.DEEPEST, Values::depth);
        iovaBase = settings.value("iova.base", 0L, Values::alignedAddress);
        dma = settings.value("dma", new DmaSpec.Closed(), text -> Values.dma(text, base));
        regions = regions();
        kinds = kinds();
        nvme = NvmeSettings.read(settings);
        mtp = MtpSettings.read(settings);
        display = DisplaySettings.read(settings, base);
        systemFirmware = settings.text("system.firmware", "");
        hasKeys = settings.all("endpoint.", (_, kind) -> kind).containsValue(SmcSettings.KIND);
        isResettable = settings.value("reset", true, Values::isResettable);
        isCountedFromBase =
                Stream.of("dma", "display.dma").anyMatch(key -> settings.value(key, false, Values::isCountedFromBase));
        config = config(kinds);
        settings.refuseUnknown();
    }

    /// Returns of which kind a co-processor with these devices is; generic where it has none that tells.
    CoprocessorKind kind() {
        if (nvme != null) {
            return CoprocessorKind.ANS;
        }
        if (display != null) {
            return CoprocessorKind.DCP;
        }
        if (mtp != null) {
            return CoprocessorKind.MTP;
        }
        return hasKeys ? CoprocessorKind.SMC : CoprocessorKind.GENERIC;
    }

    FirmwareConfig firmware(Map<Integer, FirmwareEndpoint.Factory> endpoints) {
        var all = new HashMap<Integer, FirmwareEndpoint.Factory>();
        kinds.forEach((number, kind) -> all.put(number, kind.ofCoprocessor()));
        all.putAll(endpoints);
        return all.equals(kinds) ? config : config(all);
    }

    private FirmwareConfig config(Map<Integer, FirmwareEndpoint.Factory> endpoints) {
        return new FirmwareConfig(
                settings.value("versions", VersionRange.COMMON, Values::versions),
                settings.value("endpoints.system", Set.of(1, 2, 3, 4, 8), Values::systemEndpoints),
                endpoints,
                settings.value("start", false, Values::wakesByMessage),
                settings.value("wake.ack", PowerState.ON.code(), text -> Values.integer(text, 0, 0xffff)),
                settings.value("power.states", DOWN_STATES, Values::powerStates),
                syslog(),
                buffer("crashlog", 0x4000),
                buffer("ioreport", 0x1000),
                buffer("oslog", 0x1000),
                settings.value("kdebug.records", 0, text -> Values.integer(text, 0, Integer.MAX_VALUE)),
                image(),
                bootLog(),
                quirks(),
                delays());
    }

    // What is a guess has a key of its own.
    private Set<Quirk> quirks() {
        var quirks = new HashSet<>(settings.value("quirks", Set.of(), Values::quirks));
        addUnless("ping", "answered", "ignored", Quirk.IGNORES_PING, quirks);
        addUnless("ioreport.poll", "echoed", "ignored", Quirk.IGNORES_IOREPORT_POLL, quirks);
        addUnless("ap-ack", "first", "last", Quirk.SPEAKS_BEFORE_AP_ACK, quirks);
        return quirks;
    }

    private void addUnless(String key, String usual, String other, Quirk quirk, Set<Quirk> quirks) {
        boolean isUsual = settings.value(key, true, text -> {
            if (!text.equals(usual) && !text.equals(other)) {
                throw new IllegalArgumentException("neither %s nor %s".formatted(usual, other));
            }
            return text.equals(usual);
        });
        if (!isUsual) {
            quirks.add(quirk);
        }
    }

    private SyslogSpec syslog() {
        int entries = settings.integer("syslog.entries", 0x40);
        int messageBytes = settings.integer("syslog.message.bytes", 0xe0);
        int claimedEntries = settings.integer("syslog.claims.entries", entries);
        int claimedMessageBytes = settings.integer("syslog.claims.message.bytes", messageBytes);
        BufferSpec buffer = buffer("syslog", 0x4000);
        return settings.together(
                () -> new SyslogSpec(buffer, entries, messageBytes, claimedEntries, claimedMessageBytes),
                "syslog.bytes",
                "syslog.entries",
                "syslog.message.bytes",
                "syslog.claims.entries",
                "syslog.claims.message.bytes");
    }

    private BufferSpec buffer(String what, int bytes) {
        String size = what + ".bytes";
        String address = what + ".address";
        return settings.together(
                () -> new BufferSpec(settings.integer(size, bytes), settings.number(address, 0)), size, address);
    }

    private FirmwareImage image() {
        return settings.together(
                () -> new FirmwareImage(
                        settings.text("firmware.version", "RTKit-0.0.0.release - Client: ExampleFirmware-0"),
                        settings.value("firmware.uuid", new UUID(0, 0), UUID::fromString),
                        settings.number("firmware.text.base", 0x1_0000),
                        settings.integer("firmware.text.bytes", 0x4_0000),
                        settings.value("firmware.tasks", List.of("idle"), Settings::parseList)),
                "firmware.text.base",
                "firmware.text.bytes",
                "firmware.tasks");
    }

    private List<LogLine> bootLog() {
        return List.copyOf(
                settings.all("log.", (_, text) -> Values.logLine(text)).values());
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
        return settings.value("delay." + step + ".us", fallback, Values::micros);
    }

    private List<Region> regions() {
        return List.copyOf(settings.all("region.", (name, text) -> Values.region(name, Settings.parseList(text)))
                .values());
    }

    private Map<Integer, FirmwareEndpoint.Factory> kinds() {
        var kinds = new HashMap<Integer, FirmwareEndpoint.Factory>();
        settings.all("endpoint.", this::behind).values().forEach(each -> {
            kinds.put(each.endpoint(), each.factory());
            EndpointKind ownKind = each.own();
            if (ownKind != null) {
                ownKinds.put(each.endpoint(), ownKind);
            }
        });
        return kinds;
    }

    /// What works behind an endpoint, and as which kind of one's own, if it is one.
    private record Behind(
            int endpoint,
            FirmwareEndpoint.Factory factory,
            @Nullable EndpointKind own) {}

    private Behind behind(String number, String name) {
        int endpoint = Values.appEndpoint(number);
        FirmwareEndpoint.Factory ours =
                name.equals(SmcSettings.KIND) ? SmcSettings.factory(settings) : Values.KINDS.get(name);
        if (ours != null) {
            return new Behind(endpoint, ours, null);
        }
        return own.stream()
                .filter(kind -> kind.name().equals(name))
                .findFirst()
                .map(kind -> new Behind(endpoint, kind.factory(), kind))
                .orElseThrow(() -> new IllegalArgumentException("no such kind of endpoint, there are " + kindNames()));
    }

    private String kindNames() {
        var names = new TreeSet<>(KIND_NAMES);
        own.forEach(kind -> names.add(kind.name()));
        String last = names.removeLast();
        return String.join(", ", names) + " and " + last;
    }
}
