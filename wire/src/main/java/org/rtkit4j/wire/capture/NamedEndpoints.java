package org.rtkit4j.wire.capture;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The names of a mailbox's own endpoints, as the description of its interface in a capture has them, for people and
/// programs: `mailbox of mine, emulated; endpoint 0x40 is complement`.
public final class NamedEndpoints {
    private static final Pattern NAMED = Pattern.compile("; endpoint 0x([2-9a-f][0-9a-f]) is ([a-z][a-z0-9-]{0,31})");

    private NamedEndpoints() {}

    /// Returns a description that also has these names.
    ///
    /// @param names by endpoint, which is an application's
    public static String describe(String description, Map<Integer, String> names) {
        var text = new StringBuilder(description);
        new TreeMap<>(names)
                .forEach((endpoint, name) -> text.append("; endpoint 0x%02x is %s".formatted(endpoint, name)));
        return text.toString();
    }

    /// Returns the names that a description has, by endpoint; whatever else it says is passed over.
    public static Map<Integer, String> read(String description) {
        var names = new HashMap<Integer, String>();
        Matcher named = NAMED.matcher(description);
        while (named.find()) {
            names.put(Integer.parseInt(named.group(1), 16), named.group(2));
        }
        return names;
    }
}
