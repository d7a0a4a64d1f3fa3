package org.rtkit4j.wire.message;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.layout.Layout;

/// What the endpoints of one kind of co-processor are called and what they say.
///
/// System endpoints are the same everywhere; application endpoints depend on the firmware.
public final class Vocabulary {
    private static final Map<Integer, List<Layout>> SYSTEM = Map.of(
            Endpoints.MGMT, Mgmt.LAYOUTS,
            Endpoints.CRASHLOG, Crashlog.LAYOUTS,
            Endpoints.SYSLOG, Syslog.LAYOUTS,
            Endpoints.KDEBUG, KDebug.LAYOUTS,
            Endpoints.IOREPORT, IoReport.LAYOUTS,
            Endpoints.OSLOG, OsLog.LAYOUTS,
            Endpoints.TRACEKIT, TraceKit.LAYOUTS);

    /// The system endpoints alone.
    public static final Vocabulary GENERIC = new Vocabulary("generic", Map.of(), Map.of());

    /// The storage controller: RTKit carries no application messages for it.
    public static final Vocabulary ANS = new Vocabulary("ANS", Map.of(0x20, "nvme"), Map.of());

    public static final Vocabulary SMC = new Vocabulary("SMC", Map.of(0x20, "smc"), Map.of(0x20, SmcMsg.LAYOUTS));

    /// The display. Names as the firmware's own device names; source: m1n1 `fw/dcp`, linux `drivers/gpu/drm/apple`.
    public static final Vocabulary DCP = new Vocabulary(
            "DCP",
            Map.ofEntries(
                    Map.entry(0x20, "dcp-system"),
                    Map.entry(0x21, "dcp-test"),
                    Map.entry(0x22, "dcp-expert"),
                    Map.entry(0x23, "disp0"),
                    Map.entry(0x24, "dpav-controller"),
                    Map.entry(0x25, "dpav-power"),
                    Map.entry(0x26, "dpsac"),
                    Map.entry(0x27, "dp-device"),
                    Map.entry(0x28, "dpav"),
                    Map.entry(0x29, "av"),
                    Map.entry(0x37, "iomfb")),
            Map.of(0x37, Iomfb.LAYOUTS));

    /// The doorbells of a storage controller, which are registers: what a capture calls `ans:nvme`.
    public static final Vocabulary NVME = new Vocabulary(
            "NVMe",
            NvmeDoorbell.NAMES,
            NvmeDoorbell.NAMES.keySet().stream().collect(Collectors.toMap(each -> each, _ -> NvmeDoorbell.LAYOUTS)));

    /// What stands behind the co-processor's name where its doorbells are meant.
    private static final String DOORBELLS = ":NVME";

    private static final List<Vocabulary> KINDS = List.of(DCP, SMC, ANS);

    private final String kind;
    private final Map<Integer, String> names;
    private final Map<Integer, List<Layout>> layouts;

    private Vocabulary(String kind, Map<Integer, String> names, Map<Integer, List<Layout>> layouts) {
        this.kind = kind;
        this.names = names;
        this.layouts = layouts;
    }

    /// Returns the vocabulary for a co-processor by its name in reports, profiles or captures: `DCPEXT1`, `smc`,
    /// `ANS2`, `ans:nvme`.
    public static Vocabulary of(String coprocessor) {
        String name = coprocessor.toUpperCase(Locale.ROOT);
        if (name.endsWith(DOORBELLS)) {
            return NVME;
        }
        return KINDS.stream().filter(v -> name.startsWith(v.kind)).findFirst().orElse(GENERIC);
    }

    public String kind() {
        return kind;
    }

    /// Returns the endpoint's name, Apple's `userNN` where nothing better is known.
    public String endpointName(int endpoint) {
        String name = names.get(endpoint);
        return name == null ? Endpoints.name(endpoint) : name;
    }

    /// Returns the layouts of an endpoint in the order in which they are to be tried; empty where none is known.
    public List<Layout> layouts(int endpoint) {
        List<Layout> known = endpoint < Endpoints.FIRST_APP ? SYSTEM.get(endpoint) : layouts.get(endpoint);
        if (known != null) {
            return known;
        }
        return kind.equals("DCP") && endpoint >= Endpoints.FIRST_APP && endpoint < 0x30 ? Afk.LAYOUTS : List.of();
    }

    /// Returns the layout that `message` has, or null.
    ///
    /// @param direction who sent it; `BOTH` where the source does not tell
    public @Nullable Layout layoutOf(Direction direction, int endpoint, long message) {
        for (Layout layout : layouts(endpoint)) {
            if (layout.direction().admits(direction) && layout.matches(message)) {
                return layout;
            }
        }
        return null;
    }

    /// Prints a message with its name and fields; one that no layout knows prints as a number.
    ///
    /// Where the direction is not known and the two directions read a word differently, both readings are given.
    public String describe(Direction direction, int endpoint, long message) {
        Layout layout = layoutOf(direction, endpoint, message);
        if (layout == null) {
            return "0x%016x".formatted(message);
        }
        String text = layout.format(message);
        if (direction != Direction.BOTH || layout.direction() == Direction.BOTH) {
            return text;
        }
        Layout other = layoutOf(layout.direction().opposite(), endpoint, message);
        return other == null ? text : text + " or " + other.format(message);
    }
}
