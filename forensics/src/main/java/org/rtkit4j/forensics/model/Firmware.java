package org.rtkit4j.forensics.model;

import org.jspecify.annotations.Nullable;

/// The firmware that crashed.
///
/// @param rtkit the RTKit version as printed, for example `RTKit-2758.1.1.release`
/// @param client the firmware built on it, for example `AppleDCP-811.1.1~754-ipad14dcp.RELEASE`
/// @param uuid the build's UUID in the usual notation
public record Firmware(
        @Nullable String rtkit,
        @Nullable String client,
        @Nullable String uuid) {
    public static final Firmware UNKNOWN = new Firmware(null, null, null);

    /// Reads `RTKit-2758.1.1.release - Client: name`; a text without a client is the RTKit version.
    public static Firmware parse(String text, @Nullable String uuid) {
        String version = text.startsWith("RTKit: ") ? text.substring(7) : text;
        int client = version.indexOf(" - Client: ");
        String rtkit =
                client < 0 ? version.strip() : version.substring(0, client).strip();
        String name = client < 0 ? "" : version.substring(client + 11).strip();
        return new Firmware(rtkit.isEmpty() ? null : rtkit, name.isEmpty() ? null : name, uuid);
    }

    /// Returns this firmware with another UUID, or with none.
    public Firmware withUuid(@Nullable String value) {
        return new Firmware(rtkit, client, value);
    }
}
