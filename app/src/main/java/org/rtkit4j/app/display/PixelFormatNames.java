package org.rtkit4j.app.display;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.wire.display.PixelFormat;

/// The names by which commands know how pixels lie in memory: what shells offer, and what `--format` takes.
public final class PixelFormatNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
        return Arrays.stream(PixelFormat.values()).map(PixelFormatNames::of).iterator();
    }

    private static String of(PixelFormat format) {
        return format.letters().toLowerCase(Locale.ROOT);
    }

    /// Returns the format of a name.
    ///
    /// @throws BadInputException if there is none
    public static PixelFormat parse(String name) throws BadInputException {
        for (PixelFormat each : PixelFormat.values()) {
            if (of(each).equals(name)) {
                return each;
            }
        }
        throw new BadInputException("--format %s: none of bgra, rgba, w30r".formatted(name));
    }
}
