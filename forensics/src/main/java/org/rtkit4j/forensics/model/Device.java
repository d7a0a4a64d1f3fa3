package org.rtkit4j.forensics.model;

import java.util.Locale;

/// The Linux device that a line speaks of.
///
/// @param driver for example `apple-dcp`; empty where the line has none
/// @param name for example `231c00000.dcp`; empty where the line has none
public record Device(String driver, String name) {
    public static final Device UNKNOWN = new Device("", "");

    /// Returns the co-processor's usual name, from the driver where that says it, else from the device's.
    public String coprocessor() {
        String kind = name.substring(name.indexOf('.') + 1);
        return switch (driver.isEmpty() ? kind : driver) {
            case "nvme-apple", "ans", "nvme" -> "ANS";
            case "macsmc", "macsmc-rtkit", "smc" -> "SMC";
            case "dockchannel-hid", "mtp" -> "MTP";
            case "asahi", "gpu" -> "GFX";
            default -> ofKind(kind);
        };
    }

    private String ofKind(String kind) {
        return switch (kind) {
            case "nvme" -> "ANS";
            case "gpu" -> "GFX";
            case "hid" -> "MTP";
            case "" -> driver.startsWith("apple-dcp") ? "DCP" : "unknown";
            default -> kind.toUpperCase(Locale.ROOT);
        };
    }

    @Override
    public String toString() {
        return (driver + " " + name).strip();
    }
}
