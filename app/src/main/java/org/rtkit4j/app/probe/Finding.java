package org.rtkit4j.app.probe;

import java.util.Optional;
import org.rtkit4j.emulator.profile.FirmwareOrigin;
import org.rtkit4j.emulator.profile.Guess;

/// What a machine answers to one guess.
///
/// @param value the value of the guess's key that says so; empty where it could not be asked
/// @param why what was seen, in one line
record Finding(Guess guess, String value, String why) {
    static Finding of(Guess guess, String value, String why) {
        return new Finding(guess, value, why);
    }

    /// @param isFirst whether the answer is the first of the guess's two, else the second
    static Finding either(Guess guess, boolean isFirst, String why) {
        return new Finding(guess, guess.answers().get(isFirst ? 0 : 1), why);
    }

    static Finding unasked(Guess guess, String why) {
        return new Finding(guess, "", why);
    }

    boolean isAnswered() {
        return !value.isEmpty();
    }

    /// Returns `holds` or `does not` by what the guess says of this firmware, `no guess here` where it says nothing of
    /// it, or `could not be asked`.
    String verdict(FirmwareOrigin origin) {
        if (!isAnswered()) {
            return "could not be asked";
        }
        Optional<String> claim = guess.claim(origin);
        return claim.isEmpty() ? "no guess here" : value.equals(claim.get()) ? "holds" : "does not";
    }
}
