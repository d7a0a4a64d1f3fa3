package org.rtkit4j.app.probe;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.rtkit4j.emulator.profile.Profile;

/// Of which macOS a machine's system firmware is, by what that calls itself.
///
/// Source: m1n1 `src/firmware.c`.
final class SystemFirmware {
    private static final Pattern VERSION = Pattern.compile("[im]Boot-([0-9]{1,9})(\\.[0-9]+)*");
    // From which first number on it is of which macOS.
    private static final NavigableMap<Integer, Integer> MACOS =
            new TreeMap<>(Map.of(6603, 11, 7429, 12, 8419, 13, 10151, 14, 11881, 15, 13822, 26, 20457, 27));

    private SystemFirmware() {}

    /// Returns the number of the macOS; 0 where the version is none that is known.
    static int macOs(String version) {
        Matcher matcher = VERSION.matcher(version);
        Map.Entry<Integer, Integer> from =
                matcher.matches() ? MACOS.floorEntry(Integer.parseInt(matcher.group(1))) : null;
        return from == null ? 0 : from.getValue();
    }

    /// Returns the name of the profile for firmware of that macOS, or the newest before it; where there is none, the
    /// oldest, and without a known version `root`.
    ///
    /// @param root which co-processor it is
    static String generation(String root, String version) {
        int macOs = macOs(version);
        if (macOs == 0) {
            return root;
        }
        var all = new TreeMap<Integer, String>();
        generations(root).forEach(profile -> all.put(macOs(profile.systemFirmware()), profile.name()));
        Map.Entry<Integer, String> floor = all.floorEntry(macOs);
        if (floor != null) {
            return floor.getValue();
        }
        return all.isEmpty() ? root : all.firstEntry().getValue();
    }

    private static Stream<Profile> generations(String root) {
        return Profile.generations().stream()
                .map(Profile::named)
                .filter(profile -> profile.root().equals(root));
    }
}
