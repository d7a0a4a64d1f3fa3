package org.rtkit4j.wire.message;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.dockchannel.DockSpeech;
import org.rtkit4j.wire.iomfb.CallLengths;
import org.rtkit4j.wire.layout.Bits;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.layout.Layout;

/// What the endpoints of a co-processor are called and what they say.
///
/// System endpoints are the same everywhere; application endpoints depend on the firmware. Which vocabulary a
/// co-processor has follows from its [CoprocessorKind].
@SuppressWarnings("ImmutableEnumChecker") // its maps are copies that cannot be changed
public enum Vocabulary {
    /// The system endpoints alone.
    GENERIC("generic", Map.of(), Map.of()),

    /// The storage controller: RTKit carries no application messages for it.
    ANS("ANS", Map.of(Endpoints.FIRST_APP, "nvme"), Map.of()),

    SMC("SMC", Map.of(Endpoints.FIRST_APP, "smc"), Map.of(Endpoints.FIRST_APP, SmcMsg.LAYOUTS)),

    /// The display. Names as the firmware's own device names; source: m1n1 `fw/dcp`, linux `drivers/gpu/drm/apple`.
    DCP(
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
                    Map.entry(0x2a, "dptx-port"),
                    Map.entry(Iomfb.ENDPOINT, "iomfb")),
            withRings(Afk.FIRST_ENDPOINT, Afk.LAST_ENDPOINT, Map.of(Iomfb.ENDPOINT, Iomfb.LAYOUTS))),

    /// The sensors. Which of them is behind which endpoint differs from year to year, but for the first. Source: m1n1
    /// `fw/aop/client.py`, linux `drivers/soc/apple/aop.rs`.
    AOP("AOP", Map.of(Afk.FIRST_ENDPOINT, "spuapp"), withRings(Afk.FIRST_ENDPOINT, Afk.LAST_SENSOR_ENDPOINT, Map.of())),

    /// The GPU's firmware. Source: m1n1 `fw/agx`.
    GFX(
            "GFX",
            Map.of(Agx.FIRMWARE_ENDPOINT, "gfx", Agx.DOORBELL_ENDPOINT, "gfx-doorbell"),
            Map.of(Agx.FIRMWARE_ENDPOINT, Agx.LAYOUTS, Agx.DOORBELL_ENDPOINT, Agx.LAYOUTS)),

    /// The power management processor. Source: m1n1 `fw/pmp.py`, aurora `pmp.rs`.
    PMP("PMP", Map.of(Pmp.ENDPOINT, "pmp"), Map.of(Pmp.ENDPOINT, Pmp.LAYOUTS)),

    /// Thunderbolt: it speaks RTKit to boot, and hosts expect no message of its own. Source: aurora
    /// `drivers/thunderbolt/apple.c`.
    ACIO("ACIO", Map.of(Endpoints.FIRST_APP, "acio"), Map.of()),

    /// The doorbells of a storage controller, which are registers, read as if each were an endpoint.
    NVME(
            "NVMe",
            NvmeDoorbell.NAMES,
            NvmeDoorbell.NAMES.keySet().stream().collect(Collectors.toMap(each -> each, _ -> NvmeDoorbell.LAYOUTS))),

    /// The packets of keyboard and trackpad, each interface read as if it were an endpoint.
    DOCKCHANNEL("DockChannel", DockSpeech.names(), DockSpeech.layouts());

    private static final Map<Integer, List<Layout>> SYSTEM = Map.of(
            Endpoints.MGMT, Mgmt.LAYOUTS,
            Endpoints.CRASHLOG, Crashlog.LAYOUTS,
            Endpoints.SYSLOG, Syslog.LAYOUTS,
            Endpoints.KDEBUG, KDebug.LAYOUTS,
            Endpoints.IOREPORT, IoReport.LAYOUTS,
            Endpoints.OSLOG, OsLog.LAYOUTS,
            Endpoints.TRACEKIT, TraceKit.LAYOUTS);

    private final String label;
    private final Map<Integer, String> names;
    private final Map<Integer, List<Layout>> layouts;

    Vocabulary(String label, Map<Integer, String> names, Map<Integer, List<Layout>> layouts) {
        this.label = label;
        this.names = Map.copyOf(names);
        this.layouts = Map.copyOf(layouts);
    }

    private static Map<Integer, List<Layout>> withRings(int first, int last, Map<Integer, List<Layout>> others) {
        var layouts = new HashMap<>(others);
        for (int endpoint = first; endpoint <= last; endpoint++) {
            layouts.put(endpoint, Afk.LAYOUTS);
        }
        return layouts;
    }

    /// Returns its name in captures: `SMC`.
    public String label() {
        return label;
    }

    /// Returns the endpoint's name, Apple's `userNN` where nothing better is known.
    public String endpointName(int endpoint) {
        String name = names.get(endpoint);
        return name == null ? Endpoints.name(endpoint) : name;
    }

    /// Returns the layouts of an endpoint in the order in which they are to be tried; empty where none is known.
    public List<Layout> layouts(int endpoint) {
        Map<Integer, List<Layout>> known = endpoint < Endpoints.FIRST_APP ? SYSTEM : layouts;
        return known.getOrDefault(endpoint, List.of());
    }

    /// Returns whether an endpoint is a pair of rings, whose bells are its messages.
    public boolean hasRings(int endpoint) {
        return layouts(endpoint).equals(Afk.LAYOUTS);
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

    /// Prints a message of a known layout, its fields with the names that this vocabulary has for endpoints.
    public String format(Layout layout, long message) {
        String text = layout.format(message);
        for (Bits field : layout.fields()) {
            int endpoint = field.type().equals(Endpoints.TYPE) ? (int) field.get(message) : Endpoints.MGMT;
            if (names.containsKey(endpoint)) {
                text = text.replace(Endpoints.describe(endpoint), "0x%02x %s".formatted(endpoint, names.get(endpoint)));
            }
        }
        return text;
    }

    /// Prints a message with its name and fields; one that no layout knows prints as a number.
    ///
    /// Where the direction is not known and the two directions read a word differently, both readings are given.
    public String describe(Direction direction, int endpoint, long message) {
        Layout layout = layoutOf(direction, endpoint, message);
        if (layout == null) {
            return "0x%016x".formatted(message);
        }
        String text = format(layout, message) + call(layout, direction, message);
        if (direction != Direction.BOTH || layout.direction() == Direction.BOTH) {
            return text;
        }
        Layout other = layoutOf(layout.direction().opposite(), endpoint, message);
        return other == null ? text : text + " or " + format(other, message);
    }

    // A call of a display says how long it is, and that can be enough.
    private static String call(Layout layout, Direction direction, long message) {
        if (layout != Iomfb.CALL || direction == Direction.BOTH) {
            return "";
        }
        long bytes = Iomfb.LENGTH.get(message);
        String name = direction == Direction.AP_TO_IOP ? CallLengths.method(bytes) : CallLengths.callback(bytes);
        return name == null ? "" : ", by its length " + name;
    }
}
