package org.rtkit4j.capture.filter;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.rtkit4j.capture.pcapng.CapturedInterface;
import org.rtkit4j.wire.capture.NamedEndpoints;

/// The names in a filter that only a capture can have: of its interfaces, and of endpoints that no vocabulary knows.
///
/// @param endpoints what endpoints are called besides
record CaptureNames(List<Naming> names, List<String> endpoints) {
    /// A name where it stands in the filter.
    record Naming(boolean isInterface, String name, int column) {}

    CaptureNames {
        names = List.copyOf(names);
        endpoints = List.copyOf(endpoints);
    }

    /// Refuses a name that the capture with these interfaces does not have.
    void requireAmong(Collection<CapturedInterface> interfaces) throws FilterException {
        for (Naming each : names) {
            List<String> known = each.isInterface ? names(interfaces) : endpoints(interfaces);
            if (known.stream().noneMatch(each.name::equalsIgnoreCase)) {
                String what = each.isInterface ? "the capture has no such interface" : "no endpoint is called so";
                throw new FilterException(
                        "%s: %s, column=%d".formatted(what, each.name, each.column), each.name, known);
            }
        }
    }

    private static List<String> names(Collection<CapturedInterface> interfaces) {
        return interfaces.stream().map(CapturedInterface::name).toList();
    }

    private List<String> endpoints(Collection<CapturedInterface> interfaces) {
        var known = new TreeSet<>(endpoints);
        interfaces.forEach(
                each -> known.addAll(NamedEndpoints.read(each.description()).values()));
        return new ArrayList<>(known);
    }
}
