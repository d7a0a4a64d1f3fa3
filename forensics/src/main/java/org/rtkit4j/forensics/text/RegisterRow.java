package org.rtkit4j.forensics.text;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// A row of general registers: `x00-x03 = 749882321e35049e 79c8c2926b94b5b5 4242aadbc8f429a4 eb7a79959588532d`.
///
/// Its values have all their digits and are as many as its label says, or the row is damaged: which value is whose
/// cannot be told then. The last row of 64-bit cores holds three, also where its label says `x28-x31`.
///
/// @param letter `x`, or `r` on 32-bit cores
/// @param first number of the first register
/// @param last number of the last one
public record RegisterRow(char letter, int first, int last) {
    private static final int MOST = 16;
    private static final int LAST_X = 30;

    /// Reads `x00-x03` or `x0-x3`; returns null where a text is none of those.
    public static @Nullable RegisterRow of(String label) {
        var scan = new Scan(label);
        char letter = scan.peek();
        if ((letter != 'x' && letter != 'r') || !scan.take(Character.toString(letter)) || !scan.decimal()) {
            return null;
        }
        long first = scan.value();
        if (!scan.take("-" + letter) || !scan.decimal() || !scan.atEnd()) {
            return null;
        }
        long last = letter == 'x' ? Math.min(scan.value(), LAST_X) : scan.value();
        return first <= last && last - first < MOST && last <= 31
                ? new RegisterRow(letter, (int) first, (int) last)
                : null;
    }

    /// Reads the values and hands them out by name; hands out nothing and returns false where the row is damaged.
    public boolean read(Scan line, BiConsumer<String, Long> values) {
        var read = new long[last - first + 1];
        for (int i = 0; i < read.length; i++) {
            if (!line.skipBlanks().digits(letter == 'x' ? 16 : 8)) {
                return false;
            }
            read[i] = line.value();
        }
        if (!line.skipBlanks().atEnd()) {
            return false;
        }
        for (int i = 0; i < read.length; i++) {
            values.accept(letter + Integer.toString(first + i), read[i]);
        }
        return true;
    }
}
