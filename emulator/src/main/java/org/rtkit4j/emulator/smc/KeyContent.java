package org.rtkit4j.emulator.smc;

/// Where the value of a key comes from.
sealed interface KeyContent {
    /// It stays as it is until it is written.
    ///
    /// @param hex its bytes in the order of memory, two digits each
    record Fixed(String hex) implements KeyContent {}

    /// It moves: a sine wave with a little noise, in the unit of the key.
    ///
    /// @param mean the middle of the wave
    /// @param swing its amplitude
    /// @param seconds its period
    /// @param noise how far each second's sample may lie off the wave
    record Wave(double mean, double swing, double seconds, double noise) implements KeyContent {}

    /// It is another key's value, with a little noise.
    record Follows(int key, double noise) implements KeyContent {}

    /// It is what `role` says.
    record Role(KeyRole role) implements KeyContent {}
}
