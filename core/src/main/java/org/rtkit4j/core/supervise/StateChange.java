package org.rtkit4j.core.supervise;

/// A supervised co-processor has changed its state.
///
/// @param reason one line that says why, of ours: no text of the firmware
public record StateChange(Supervised coprocessor, RemoteState from, RemoteState to, String reason) {}
