package org.rtkit4j.fleet.privacy;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Takes out of a text what names a person or a device: users in paths, addresses of mail and network, names of
/// machines and networks, telephone numbers, what stands behind `serial number` and its like, and keys that are known
/// of this file.
///
/// What it replaces reads `[user]`, `[mail]`, `[address]`, `[phone]`, `[serial]`, `[uuid]`, `[key]`.
/// Texts of firmware have none of it, and stay as they are.
public final class Redaction {
    /// Nothing is known of the file.
    public static final Redaction COMMON = new Redaction(List.of());

    private static final int SHORTEST_KEY = 4;
    private static final RedactionRule[] RULES = RedactionRule.values();

    private final List<String> keys;

    private Redaction(List<String> keys) {
        this.keys = keys;
    }

    /// Returns one that takes this key out, too, wherever it stands: as it is, in small letters and in capitals.
    public Redaction with(String key) {
        if (key.length() < SHORTEST_KEY || keys.contains(key)) {
            return this;
        }
        String small = key.toLowerCase(Locale.ROOT);
        String capitals = key.toUpperCase(Locale.ROOT);
        return new Redaction(Stream.concat(keys.stream(), Stream.of(key, small, capitals))
                .distinct()
                .toList());
    }

    /// Returns the text without what names somebody.
    public String of(String text) {
        String left = text;
        for (String key : keys) {
            left = left.replace(key, "[key]");
        }
        int hints = RedactionHints.of(left);
        for (RedactionRule rule : RULES) {
            left = (rule.needs() & ~hints) == 0 ? rule.in(left) : left;
        }
        return left;
    }
}
