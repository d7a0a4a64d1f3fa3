package org.rtkit4j.forensics.explain;

import org.rtkit4j.forensics.model.CrashOrigin;
import org.rtkit4j.wire.message.CoprocessorKind;

/// What the co-processors do, by the names that reports give them.
final class CoprocessorRoles {
    private CoprocessorRoles() {}

    /// Returns who crashed: `the display controller (DCP)`, `probably the display controller (DCP)` where the name is a
    /// guess.
    static String describe(CrashOrigin origin) {
        return (origin.isGuessed() ? "probably " : "") + describe(origin.coprocessor());
    }

    /// Returns for example `the display controller (DCP)`.
    static String describe(String name) {
        String role = role(name);
        return role.isEmpty() ? "the co-processor " + name : "the " + role + " (" + name + ")";
    }

    private static String role(String name) {
        return name.startsWith("DCPEXT")
                ? "controller of an external display"
                : CoprocessorKind.of(name).title();
    }
}
