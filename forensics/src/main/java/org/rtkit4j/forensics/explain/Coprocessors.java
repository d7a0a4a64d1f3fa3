package org.rtkit4j.forensics.explain;

/// What the co-processors do, by the names that reports give them.
final class Coprocessors {
    private Coprocessors() {}

    /// Returns for example `the display controller (DCP)`.
    static String describe(String name) {
        String role = role(name);
        return role.isEmpty() ? "the co-processor " + name : "the " + role + " (" + name + ")";
    }

    private static String role(String name) {
        if (name.equals("unknown")) {
            return "";
        }
        if (name.startsWith("DCPEXT")) {
            return "controller of an external display";
        }
        String[][] roles = {
            {"DCP", "display controller"},
            {"SMC", "system management controller"},
            {"ANS", "storage controller"},
            {"GFX", "graphics processor's controller"},
            {"ACIO", "Thunderbolt controller"},
            {"MTP", "keyboard and trackpad controller"},
            {"AOP", "always-on processor"},
        };
        for (String[] entry : roles) {
            if (name.startsWith(entry[0])) {
                return entry[1];
            }
        }
        return "";
    }
}
