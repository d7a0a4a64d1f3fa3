package org.rtkit4j.emulator.firmware;

import org.rtkit4j.wire.message.EndpointSpeech;

/// A kind of application endpoint of one's own: a profile names it, `endpoint.0x40 = complement`, and the firmware
/// makes its endpoints.
///
/// The command takes such kinds from a jar, with `--plugin`: the jar names the classes that implement this one in
/// `META-INF/services/org.rtkit4j.emulator.firmware.EndpointKind`. A program of one's own gives them to
/// [org.rtkit4j.emulator.profile.Profile#load].
public interface EndpointKind extends EndpointSpeech {
    /// Returns what makes the endpoints.
    FirmwareEndpoint.Factory factory();
}
