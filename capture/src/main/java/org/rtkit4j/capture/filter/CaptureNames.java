package org.rtkit4j.capture.filter;

import java.util.List;
import java.util.TreeSet;
import org.rtkit4j.capture.decode.CaptureWalk;
import org.rtkit4j.capture.pcapng.CapturedInterface;

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

    /// Refuses a name that a capture did not have while it was walked through.
    void requireIn(CaptureWalk walk) throws FilterException {
        for (Naming each : names) {
            List<String> known = each.isInterface ? interfaces(walk) : endpoints(walk);
            if (known.stream().noneMatch(each.name::equalsIgnoreCase)) {
                String what = each.isInterface ? "the capture has no such interface" : "no endpoint is called so";
                throw new FilterException(
                        "%s: %s, column=%d".formatted(what, each.name, each.column), each.name, known);
            }
        }
    }

    private static List<String> interfaces(CaptureWalk walk) {
        return walk.interfaces().stream().map(CapturedInterface::name).toList();
    }

    private List<String> endpoints(CaptureWalk walk) {
        var known = new TreeSet<>(endpoints);
        known.addAll(walk.ownNames());
        return List.copyOf(known);
    }
}
