package org.rtkit4j.fleet.privacy;

import java.util.List;
import java.util.regex.Pattern;

/// Takes out of a text what names a person or a device: users in paths, addresses of mail and network, what stands
/// behind `serial number` and its like, and keys that are known of this file.
///
/// What it replaces reads `[user]`, `[mail]`, `[address]`, `[serial]`, `[uuid]`, `[key]`. Texts of firmware have
/// none of it, and stay as they are.
public final class Redaction {
    /// Nothing is known of the file.
    public static final Redaction COMMON = new Redaction(List.of());

    private static final int SHORTEST_KEY = 4;

    private record Rule(Pattern pattern, String replacement) {
        String in(String text) {
            return pattern.matcher(text).replaceAll(replacement);
        }
    }

    private static final List<Rule> RULES = List.of(
            rule("(?i)([/\\\\](?:Users|home)[/\\\\])(?!Shared\\b)[^/\\\\\\s\"']+", "$1[user]"),
            rule("(?i)\\b[\\w.+-]{1,64}@[\\w-]{1,64}\\.[\\w.-]{1,64}", "[mail]"),
            rule(
                    "(?i)\\b((?:mlb[ _-]?)?serial(?:[ _-]?(?:number|no|num))?|s/n|ecid|udid|imei|meid|iccid"
                            + "|crash[ _]?reporter[ _]?key|incident(?:[ _]identifier)?|unique[ _-]?chip[ _-]?id|anonymous uuid)"
                            + "\\b([\"']?\\.?\\s*[:=#]\\s*[\"']?|\\s+)(?=[A-Za-z0-9-]*[0-9])[A-Za-z0-9-]{6,64}",
                    "$1$2[serial]"),
            rule(
                    "(?i)\\b(host ?name|user ?name|computer ?name|user|owner)(\\s*[:=]\\s*[\"']?)[^\\s\"',;]+",
                    "$1$2[user]"),
            rule("(?i)\\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\b", "[uuid]"),
            // Keys of devices: forty digits, or 8 and 16.
            rule("(?i)\\b(?:[0-9a-f]{32,64}|[0-9a-f]{8}-[0-9a-f]{16})\\b", "[key]"),
            rule("(?i)\\b[0-9a-f]{2}(?::[0-9a-f]{2}){5}\\b", "[address]"),
            rule("\\b\\d{1,3}(?:\\.\\d{1,3}){3}\\b", "[address]"),
            // Apple's serial numbers: ten to twelve capitals and digits, with both among them.
            rule("\\b(?=[A-Z]*[0-9])(?=[0-9]*[A-Z])(?!0X)[A-Z0-9]{10,12}\\b", "[serial]"));

    private final List<String> keys;

    private Redaction(List<String> keys) {
        this.keys = keys;
    }

    private static Rule rule(String pattern, String replacement) {
        return new Rule(Pattern.compile(pattern), replacement);
    }

    /// Returns one that takes these keys out, too, wherever they stand.
    public Redaction with(String key) {
        if (key.length() < SHORTEST_KEY || keys.contains(key)) {
            return this;
        }
        var more = new java.util.ArrayList<>(keys);
        more.add(key);
        return new Redaction(List.copyOf(more));
    }

    /// Returns the text without what names somebody.
    public String of(String text) {
        String left = text;
        for (String key : keys) {
            left = left.replace(key, "[key]");
        }
        for (Rule rule : RULES) {
            left = rule.in(left);
        }
        return left;
    }
}
