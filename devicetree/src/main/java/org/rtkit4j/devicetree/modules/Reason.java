package org.rtkit4j.devicetree.modules;

/// Why a module is loaded.
///
/// @param kind how it is needed
/// @param by what needs it: a module or a device
public record Reason(Kind kind, String by) {
    /// How a module is needed.
    public enum Kind {
        /// It drives the device `by`.
        DRIVES("drives"),
        /// `by` asks for it by name.
        ASKED("asked for by"),
        /// `by` uses its symbols.
        SYMBOLS("symbols used by"),
        /// `by` wants it before itself.
        SOFT_BEFORE("softdep before"),
        /// `by` wants it behind itself.
        SOFT_AFTER("softdep behind"),
        /// `by` may ask for it.
        WEAK("weakdep of");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    @Override
    public String toString() {
        return kind.words + " " + by;
    }
}
