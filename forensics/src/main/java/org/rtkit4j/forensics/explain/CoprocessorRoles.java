package org.rtkit4j.forensics.explain;

import java.util.Map;
import java.util.regex.Pattern;
import org.rtkit4j.forensics.model.CrashOrigin;
import org.rtkit4j.wire.message.CoprocessorKind;

/// What the co-processors do, by the names that reports give them.
final class CoprocessorRoles {
    /// Those that only panics name: what the devices do whose names they have.
    private static final Map<String, String> OTHERS = Map.of(
            "ISP", "camera's processor",
            "ANE", "neural engine",
            "AVE", "video encoder",
            "AVD", "video decoder",
            "CIO", "Thunderbolt controller",
            "SEP", "Secure Enclave");

    private static final Pattern DIGITS = Pattern.compile("\\d+$");

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
        if (name.startsWith("AGX")) {
            return "graphics processor's controller";
        }
        if (name.startsWith("DCPEXT")) {
            return "controller of an external display";
        }
        String title = CoprocessorKind.of(name).title();
        return title.isEmpty() ? OTHERS.getOrDefault(DIGITS.matcher(name).replaceAll(""), "") : title;
    }
}
