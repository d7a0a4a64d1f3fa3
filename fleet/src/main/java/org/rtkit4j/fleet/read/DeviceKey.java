package org.rtkit4j.fleet.read;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a diagnostics file calls its device: the key that Apple's systems make up for each, so that reports of one
/// device can be told from others'. It is in the container, not in the panic, and the readers leave it there.
///
/// Spelled `crashReporterKey` in `.ips` files, `CrashReporter Key:` in the texts of older iOS, `Anonymous UUID:` in
/// those of macOS.
final class DeviceKey {
    /// It stands near the beginning.
    static final int HEAD_BYTES = 1 << 16;

    private static final String[] MARKS = {"eporterKey", "eporter_key", "eporter Key", "nonymous UUID"};
    private static final Pattern KEY = Pattern.compile("^\"?\\s*[:=]\\s*\"?([0-9A-Fa-f][0-9A-Fa-f-]{14,63})");
    // What a system writes that was not to tell.
    private static final Pattern NOBODY = Pattern.compile("[0-]+");
    private static final int MOST_BETWEEN = 128;

    private DeviceKey() {}

    /// Returns what is said to be a key, or null where that tells no device from another: nothing, blanks, a dash.
    static @Nullable String orNull(@Nullable String said) {
        return said == null || said.codePoints().noneMatch(Character::isLetterOrDigit) ? null : said;
    }

    /// Returns the key, or null where the beginning of the file has none.
    static @Nullable String in(byte[] head) {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        for (String mark : MARKS) {
            int at = text.indexOf(mark);
            if (at >= 0) {
                int from = at + mark.length();
                Matcher key = KEY.matcher(text.substring(from, Math.min(text.length(), from + MOST_BETWEEN)));
                if (key.find() && !NOBODY.matcher(key.group(1)).matches()) {
                    return key.group(1);
                }
            }
        }
        return null;
    }
}
