package org.rtkit4j.forensics.linux;

import org.jspecify.annotations.Nullable;
import org.rtkit4j.forensics.model.Device;
import org.rtkit4j.forensics.text.Escape;
import org.rtkit4j.forensics.text.Scan;

/// One line of a kernel log, taken apart: `prefix driver device: body`.
///
/// No prefix is relied on, there are too many: only `driver device:` is looked for, and where that is missing, the
/// word `RTKit` at the line's start, behind a time stamp, or behind an ellipsis.
///
/// @param when what stands before the driver
/// @param device null where the line names none
/// @param body what follows the colon and one blank; for a line without a device, from `RTKit` on
/// @param rtkit whether the body begins with `RTKit`
record LogLine(String when, @Nullable Device device, String body, boolean rtkit) {
    private static final char ELLIPSIS = '\u2026';
    private static final int MAX_TOKEN = 64;

    /// Returns the parts, or null for a line that speaks of no device and not of RTKit.
    static @Nullable LogLine of(Scan line) {
        String text = line.line();
        for (int colon = text.indexOf(':'); colon > 0; colon = text.indexOf(':', colon + 1)) {
            if (endsDevice(text, colon)) {
                return tagged(text, colon);
            }
        }
        return bare(text);
    }

    private static LogLine tagged(String text, int colon) {
        int name = tokenStart(text, colon);
        int driverEnd = name;
        while (driverEnd > 0 && text.charAt(driverEnd - 1) == ' ') {
            driverEnd--;
        }
        int driver = tokenStart(text, driverEnd);
        String body = text.substring(Math.min(colon + 2, text.length()));
        var device = new Device(Escape.line(text.substring(driver, driverEnd)), text.substring(name, colon));
        return new LogLine(Escape.line(text.substring(0, driver).strip()), device, body, body.startsWith("RTKit"));
    }

    private static @Nullable LogLine bare(String text) {
        int at = text.indexOf("RTKit");
        if (at < 0) {
            return null;
        }
        String before = text.substring(0, at).strip();
        boolean atStart = before.isEmpty()
                || before.charAt(before.length() - 1) == ELLIPSIS
                || before.endsWith("]")
                || before.endsWith("kernel:");
        return atStart ? new LogLine(Escape.line(before), null, text.substring(at), true) : null;
    }

    /// Whether `hex.name` ends at this colon: `231c00000.dcp:`.
    private static boolean endsDevice(String text, int colon) {
        if (colon + 1 < text.length() && text.charAt(colon + 1) != ' ') {
            return false;
        }
        int start = tokenStart(text, colon);
        int dot = text.indexOf('.', start);
        if (dot <= start || dot >= colon - 1 || colon - start > MAX_TOKEN) {
            return false;
        }
        for (int i = start; i < colon; i++) {
            char c = text.charAt(i);
            if (i < dot ? !isHex(c) : i > dot && !isNameCharacter(c)) {
                return false;
            }
        }
        return true;
    }

    private static int tokenStart(String text, int end) {
        int at = end;
        while (at > 0 && text.charAt(at - 1) > ' ' && end - at <= MAX_TOKEN) {
            at--;
        }
        return at;
    }

    private static boolean isHex(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }

    private static boolean isNameCharacter(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '-' || c == '_' || c == ',';
    }
}
