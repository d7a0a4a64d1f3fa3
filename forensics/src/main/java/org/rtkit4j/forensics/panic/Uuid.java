package org.rtkit4j.forensics.panic;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.forensics.text.Digits;
import org.rtkit4j.forensics.text.Scan;

/// A UUID as text: `a1000010-2140-1ed5-a178-80d201401ed5`.
final class Uuid {
    private static final int[] GROUPS = {8, 4, 4, 4, 12};

    private Uuid() {}

    /// Returns it with letters that a scanned picture made of digits taken for those, or null where it is none.
    static @Nullable String of(String text) {
        var scan = new Scan(Digits.mended(text).toLowerCase(Locale.ROOT).replace('-', ' '));
        var uuid = new StringBuilder();
        for (int digits : GROUPS) {
            if (!scan.digits(digits)) {
                return null;
            }
            String hex = Long.toHexString(scan.value());
            uuid.append(uuid.isEmpty() ? "" : "-")
                    .append("0".repeat(digits - hex.length()))
                    .append(hex);
            scan.take(" ");
        }
        return scan.atEnd() ? uuid.toString() : null;
    }
}
