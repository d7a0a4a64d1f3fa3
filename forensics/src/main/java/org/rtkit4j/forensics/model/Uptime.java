package org.rtkit4j.forensics.model;

import org.jspecify.annotations.Nullable;

/// How long a system had run when it stopped.
///
/// @param sinceBoot seconds since it booted; null where the report does not say
/// @param sinceWake seconds since it last woke; null where it never slept, too
public record Uptime(@Nullable Long sinceBoot, @Nullable Long sinceWake) {
    /// The report does not say.
    public static final Uptime UNKNOWN = new Uptime(null, null);
}
