package org.rtkit4j.forensics.model;

import org.jspecify.annotations.Nullable;

/// Who crashed.
///
/// @param coprocessor its name: `DCP`, `SMC`, `ANS`; `unknown` where the report does not say
/// @param isGuessed whether that name is guessed from the firmware's: binary logs and pieces of panics do not say whose
///     they are
/// @param device the Linux device, or null
/// @param firmware what ran on it
/// @param aslrSlide what the loader added to the firmware's addresses, or null
public record CrashOrigin(
        String coprocessor,
        boolean isGuessed,
        @Nullable Device device,
        Firmware firmware,
        @Nullable Long aslrSlide) {
    /// The name of a co-processor that the report does not name.
    public static final String UNKNOWN = "unknown";

    /// Returns whether the report says which co-processor it was.
    public boolean isNamed() {
        return !coprocessor.equals(UNKNOWN);
    }
}
