package org.rtkit4j.app.probe;

import org.rtkit4j.emulator.profile.Guess;

/// What a machine answers to one guess.
///
/// @param value the value of the guess's key that says so; empty where it could not be asked
/// @param why what was seen, in one line
record Finding(Guess guess, String value, String why) {
    static Finding of(Guess guess, String value, String why) {
        return new Finding(guess, value, why);
    }

    static Finding holds(Guess guess, boolean holds, String why) {
        return new Finding(guess, holds ? guess.built() : guess.other(), why);
    }

    static Finding unasked(Guess guess, String why) {
        return new Finding(guess, "", why);
    }

    boolean isAnswered() {
        return !value.isEmpty();
    }

    /// Returns `holds`, `does not` or `could not be asked`.
    String verdict() {
        return !isAnswered() ? "could not be asked" : value.equals(guess.built()) ? "holds" : "does not";
    }
}
