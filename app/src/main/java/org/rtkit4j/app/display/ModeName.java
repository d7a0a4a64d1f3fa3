package org.rtkit4j.app.display;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.wire.display.TimingMode;

/// A mode as people write it: `1920x1080`, `1920x1080@60`, `1920x1080@59.94`, or `auto`.
final class ModeName {
    static final String AUTO = "auto";

    private static final Pattern FORM = Pattern.compile("([0-9]{1,5})x([0-9]{1,5})(@([0-9]{1,3}(\\.[0-9]{1,2})?))?");

    private final String text;

    /// @throws BadInputException if it is written otherwise
    ModeName(String text) throws BadInputException {
        if (!text.equals(AUTO) && !FORM.matcher(text).matches()) {
            throw new BadInputException("%s: not of the form 1920x1080@60, 1920x1080 or auto".formatted(text));
        }
        this.text = text;
    }

    /// Returns the first mode that it means.
    ///
    /// @param modes the one that the monitor likes best first
    /// @throws BadInputException if there is none
    TimingMode among(List<TimingMode> modes) throws BadInputException {
        for (TimingMode mode : modes) {
            if (isMeant(mode)) {
                return mode;
            }
        }
        throw new BadInputException("%s: the monitor has no such mode, it has %s".formatted(text, modes));
    }

    private boolean isMeant(TimingMode mode) {
        Matcher form = FORM.matcher(text);
        return !form.matches()
                || mode.toString().equals(text)
                || (form.group(3) == null && mode.toString().startsWith(text + "@"));
    }
}
