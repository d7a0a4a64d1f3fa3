package org.rtkit4j.devicetree.modules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rtkit4j.devicetree.alias.Glob;
import org.rtkit4j.devicetree.alias.ModuleNames;

/// Which modules claim which devices: patterns, most of which are of a form that needs no search.
///
/// Of 30000 patterns of a distribution's kernel nearly all that speak of device trees are
/// `of:N*T*C<compatible>` and the same with `C*` behind it; those are looked up. All others that begin alike
/// are tried one by one.
final class AliasIndex {
    private static final String COMPATIBLE_ONLY = "of:N*T*C";
    private static final int PCI_DEVICE = "pci:v00000000d00000000".length();

    private final Map<String, List<String>> plain = new HashMap<>();
    private final Map<String, List<String>> last = new HashMap<>();
    private final Map<String, List<String>> before = new HashMap<>();
    private final Map<String, List<Entry>> patterns = new HashMap<>();

    private record Entry(Glob glob, String module) {}

    /// Adds a pattern; both names may be spelled with `-`.
    void add(String rawPattern, String rawModule) {
        String pattern = ModuleNames.normalized(rawPattern);
        String module = ModuleNames.normalized(rawModule);
        if (pattern.startsWith(COMPATIBLE_ONLY)) {
            String compatible = pattern.substring(COMPATIBLE_ONLY.length());
            boolean hasMore = compatible.endsWith("C*");
            String literal = hasMore ? compatible.substring(0, compatible.length() - 2) : compatible;
            if (isLiteral(literal)) {
                put(hasMore ? before : last, literal, module);
                return;
            }
        }
        if (isPciDevice(pattern)) {
            put(plain, pattern.substring(0, PCI_DEVICE), module);
            return;
        }
        if (isLiteral(pattern)) {
            put(plain, pattern, module);
        } else {
            patterns.computeIfAbsent(bus(pattern), _ -> new ArrayList<>()).add(new Entry(new Glob(pattern), module));
        }
    }

    // pci:v<8 digits>d<8 digits>sv...: what follows is the part's business, of which a device tree knows
    // nothing.
    private static boolean isPciDevice(String pattern) {
        return pattern.startsWith("pci:v")
                && pattern.length() > PCI_DEVICE
                && isLiteral(pattern.substring(0, PCI_DEVICE))
                && pattern.charAt(PCI_DEVICE) == 's';
    }

    private static void put(Map<String, List<String>> map, String key, String module) {
        map.computeIfAbsent(key, _ -> new ArrayList<>(1)).add(module);
    }

    private static boolean isLiteral(String pattern) {
        for (int i = 0; i < pattern.length(); i++) {
            if ("*?[\\".indexOf(pattern.charAt(i)) >= 0) {
                return false;
            }
        }
        return true;
    }

    // What is before the colon, where no pattern begins earlier.
    private static String bus(String text) {
        int colon = text.indexOf(':');
        return colon > 0 && isLiteral(text.substring(0, colon)) ? text.substring(0, colon) : "";
    }

    /// Returns the modules whose patterns match a string.
    Set<String> find(String rawText) {
        String text = ModuleNames.normalized(rawText);
        Set<String> modules = new LinkedHashSet<>(plain.getOrDefault(text, List.of()));
        if (text.startsWith("of:N")) {
            findCompatible(text, modules);
        }
        match(patterns.getOrDefault(bus(text), List.of()), text, modules);
        if (!bus(text).isEmpty()) {
            match(patterns.getOrDefault("", List.of()), text, modules);
        }
        return modules;
    }

    private static void match(List<Entry> entries, String text, Set<String> modules) {
        for (Entry entry : entries) {
            if (entry.glob.matches(text)) {
                modules.add(entry.module);
            }
        }
    }

    // Exactly what the two patterns mean: behind the first `T`, from any `C` to the end, or from any to any
    // later one.
    private void findCompatible(String text, Set<String> modules) {
        int type = text.indexOf('T', "of:N".length());
        for (int from = type < 0 ? -1 : text.indexOf('C', type + 1); from >= 0; from = text.indexOf('C', from + 1)) {
            modules.addAll(last.getOrDefault(text.substring(from + 1), List.of()));
            for (int to = text.indexOf('C', from + 1); to >= 0; to = text.indexOf('C', to + 1)) {
                modules.addAll(before.getOrDefault(text.substring(from + 1, to), List.of()));
            }
        }
    }
}
