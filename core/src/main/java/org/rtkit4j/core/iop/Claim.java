package org.rtkit4j.core.iop;

/// What it took to bring up a co-processor that somebody may have had before, see [Iop#claim].
public enum Claim {
    /// A boot, as of one that nobody had.
    BOOT("booted"),
    /// It answered no boot, and was reset.
    RESET("it had been left running, or had crashed: reset, and booted"),
    /// It ran, went to rest when it was asked to, and was booted again.
    REST("it had been left running: put to rest, and booted"),
    /// It ran, and nothing takes it down: its firmware goes on with what it was given before.
    ADOPTION("it had been left running, and stays up: taken over as it runs");

    private final String sentence;

    Claim(String sentence) {
        this.sentence = sentence;
    }

    /// Returns what was done, in words.
    public String sentence() {
        return sentence;
    }
}
