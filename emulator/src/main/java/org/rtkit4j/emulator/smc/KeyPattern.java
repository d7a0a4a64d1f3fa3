package org.rtkit4j.emulator.smc;

import java.util.ArrayList;
import java.util.List;

/// A short way to write many names: `TC[0-9][a-c]` is thirty of them, from `TC0a` to `TC9c`.
final class KeyPattern {
    private static final int MOST = 10_000;

    private KeyPattern() {}

    /// Returns the names that a pattern stands for, the last class running fastest.
    static List<String> expand(String pattern) {
        List<String> names = List.of("");
        for (int at = 0; at < pattern.length(); at++) {
            String choices = pattern.substring(at, at + 1);
            if (choices.equals("[")) {
                int end = pattern.indexOf(']', at);
                if (end < 0) {
                    throw new IllegalArgumentException("no ] in " + pattern);
                }
                choices = choices(pattern.substring(at + 1, end));
                at = end;
            }
            names = extend(names, choices);
        }
        return names;
    }

    private static List<String> extend(List<String> names, String choices) {
        if ((long) names.size() * choices.length() > MOST) {
            throw new IllegalArgumentException("a pattern stands for more than " + MOST + " keys");
        }
        var longer = new ArrayList<String>();
        for (String name : names) {
            choices.chars().forEach(c -> longer.add(name + (char) c));
        }
        return longer;
    }

    private static String choices(String inside) {
        var all = new StringBuilder();
        for (int at = 0; at < inside.length(); at++) {
            boolean isRange = at + 2 < inside.length() && inside.charAt(at + 1) == '-';
            char last = isRange ? inside.charAt(at + 2) : inside.charAt(at);
            for (char c = inside.charAt(at); c <= last; c++) {
                all.append(c);
            }
            at += isRange ? 2 : 0;
        }
        if (all.isEmpty()) {
            throw new IllegalArgumentException("nothing to choose from in [" + inside + "]");
        }
        return all.toString();
    }
}
