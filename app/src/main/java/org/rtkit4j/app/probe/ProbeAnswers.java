package org.rtkit4j.app.probe;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.rtkit4j.emulator.smc.KeyShape;

/// What one co-processor has shown.
///
/// @param facts what it is and says of itself, by keys of profiles; and its chip
/// @param findings what it answers to each guess
/// @param keys what the system management controller says of its keys, by name; empty for others
/// @param said what was said on the system's endpoints: `< 00: 00100000000c000b`
record ProbeAnswers(
        NavigableMap<String, String> facts,
        List<Finding> findings,
        NavigableMap<String, KeyShape> keys,
        List<String> said) {
    ProbeAnswers {
        facts = Collections.unmodifiableNavigableMap(new TreeMap<>(facts));
        findings = List.copyOf(findings);
        keys = Collections.unmodifiableNavigableMap(new TreeMap<>(keys));
        said = List.copyOf(said);
    }

    static ProbeAnswers of(
            Map<String, String> facts, List<Finding> findings, Map<String, KeyShape> keys, List<String> said) {
        return new ProbeAnswers(new TreeMap<>(facts), findings, new TreeMap<>(keys), said);
    }
}
