package org.rtkit4j.fleet.read;

import java.util.HashMap;
import java.util.Map;

/// Tells the members of an archive apart that have one name: the second is `NAME!2`.
final class MemberNames {
    private final Map<String, Integer> times = new HashMap<>();

    /// Returns what the next member of that name is called.
    String next(String name) {
        int time = times.merge(name, 1, Integer::sum);
        String told = told(name, time);
        return time == 1 || times.putIfAbsent(told, 1) == null ? told : next(name);
    }

    /// Returns what the last member of that name is called.
    String last(String name) {
        return told(name, times.getOrDefault(name, 1));
    }

    private static String told(String name, int time) {
        return time == 1 ? name : name + "!" + time;
    }
}
