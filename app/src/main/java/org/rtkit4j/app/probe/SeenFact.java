package org.rtkit4j.app.probe;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rtkit4j.core.session.SessionConfig;
import org.rtkit4j.wire.message.PowerState;

/// What a probe can have seen of a handshake: it says nothing of a firmware that it could not boot.
final class SeenFact {
    private static final Pattern RANGE = Pattern.compile("([0-9]{1,5})\\.\\.([0-9]{1,5})");
    private static final int LOW_BYTE = 0xff;

    private SeenFact() {}

    /// Returns whether firmware that says this of itself can have been booted.
    ///
    /// @param value one that the key of a profile may have
    static boolean isPossible(String key, String value) {
        return switch (key) {
            case "versions" -> isSpoken(RANGE.matcher(value));
            case "wake.ack" -> (Long.decode(value.replace("_", "")) & LOW_BYTE) == PowerState.ON.code();
            default -> true;
        };
    }

    private static boolean isSpoken(Matcher range) {
        if (!range.matches()) {
            return false;
        }
        int least = Integer.parseInt(range.group(1));
        int most = Integer.parseInt(range.group(2));
        return least <= most && least <= SessionConfig.MAX_VERSION && most >= SessionConfig.MIN_VERSION;
    }
}
