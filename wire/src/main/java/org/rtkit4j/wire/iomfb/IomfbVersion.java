package org.rtkit4j.wire.iomfb;

/// A generation of the display's firmware: numbers and arguments of its calls differ from one to the next.
///
/// Source: linux drivers/gpu/drm/apple/iomfb_v12_3.c and iomfb_v13_3.c; m1n1 fw/dcp/ipc.py.
public enum IomfbVersion {
    /// macOS 12.3.
    V12_3("12.3"),
    /// macOS 13.5; Linux has the same for 13.3.
    V13_5("13.5");

    private final String label;

    IomfbVersion(String label) {
        this.label = label;
    }

    /// Returns how profiles and people call it: `13.5`.
    public String label() {
        return label;
    }

    /// Returns the version of this name.
    ///
    /// @throws IllegalArgumentException if there is none
    public static IomfbVersion of(String label) {
        for (IomfbVersion version : values()) {
            if (version.label.equals(label)) {
                return version;
            }
        }
        throw new IllegalArgumentException("no such version of iomfb: " + label);
    }
}
