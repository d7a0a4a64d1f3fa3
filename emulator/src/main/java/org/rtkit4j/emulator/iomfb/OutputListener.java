package org.rtkit4j.emulator.iomfb;

/// Hears what the AP gave back to a call.
@FunctionalInterface
public interface OutputListener {
    /// The AP has answered.
    ///
    /// @param output as many bytes as there was room for
    void onOutput(byte[] output);
}
