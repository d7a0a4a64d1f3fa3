package org.rtkit4j.app.via;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.devicetree.tree.Addresses;
import org.rtkit4j.devicetree.tree.Node;
import org.rtkit4j.devicetree.tree.Window;
import org.rtkit4j.wire.port.Region;

/// The display before a co-processor, as Apple's tree says: `disp0` beside `dcp`, `dispext0` beside `dcpext0` and
/// beside the `dcpext` of chips that have one, and the DART through which its pictures are fetched. Source: m1n1
/// display.c.
///
/// @param registers of the display, in the tree's order
/// @param dart its translation, or null
record DescribedDisplay(List<Region> registers, Described.@Nullable Dart dart) {
    private static final String COPROCESSOR = "dcp";
    private static final String ONLY_PORT = "dcpext";

    /// Returns the display before a co-processor, or null where it has none.
    static @Nullable DescribedDisplay before(Described coprocessor) {
        Node bus = coprocessor.node().node().parent();
        String name = name(coprocessor.node().name());
        Node display = bus == null || name == null ? null : bus.child(name).orElse(null);
        return bus == null || display == null
                ? null
                : new DescribedDisplay(
                        registers(display), dart(bus.child("dart-" + name).orElse(null)));
    }

    private static @Nullable String name(String coprocessor) {
        if (coprocessor.equals(COPROCESSOR)) {
            return "disp0";
        }
        if (coprocessor.equals(ONLY_PORT)) {
            return "dispext0";
        }
        return coprocessor.startsWith(COPROCESSOR) ? coprocessor.replaceFirst(COPROCESSOR, "disp") : null;
    }

    // The firmware goes by the place in the list: it ends at one that the tree does not translate.
    private static List<Region> registers(Node display) {
        var regions = new ArrayList<Region>();
        for (Optional<Window> each : Addresses.physical(display)) {
            Window window = each.orElse(null);
            if (window == null || !Region.exists(window.address(), window.size())) {
                break;
            }
            regions.add(new Region("disp-" + regions.size(), window.address(), window.size()));
        }
        return regions;
    }

    private static Described.@Nullable Dart dart(@Nullable Node dart) {
        if (dart == null) {
            return null;
        }
        Window window = Addresses.physical(dart).stream()
                .findFirst()
                .flatMap(first -> first)
                .orElse(null);
        int stream = dart.children().stream()
                .filter(child -> child.baseName().startsWith("mapper-"))
                .findFirst()
                .map(mapper -> mapper.u32("reg").orElse(-1))
                .orElse(-1);
        return window == null || stream < 0 ? null : new Described.Dart(window.address(), stream);
    }
}
