package org.rtkit4j.forensics.model;

import java.util.Locale;
import org.rtkit4j.wire.message.CoprocessorKind;

/// The Linux device that a line speaks of.
///
/// @param driver for example `apple-dcp`; empty where the line has none
/// @param name for example `231c00000.dcp`; empty where the line has none
public record Device(String driver, String name) {
    public static final Device UNKNOWN = new Device("", "");

    /// Returns the co-processor's usual name, from the driver where that says it, else from the device's.
    public String coprocessor() {
        String node = name.substring(name.indexOf('.') + 1);
        CoprocessorKind kind = kindOf(driver.isEmpty() ? node : driver);
        if (kind == CoprocessorKind.GENERIC) {
            kind = kindOf(node);
        }
        if (kind != CoprocessorKind.GENERIC) {
            return kind.label();
        }
        return node.isEmpty() ? unnamed() : node.toUpperCase(Locale.ROOT);
    }

    // What Linux calls drivers and nodes. Displays are not among them: the node says which it is, `dcpext1`.
    private static CoprocessorKind kindOf(String linuxName) {
        return switch (linuxName) {
            case "nvme-apple", "nvme", "ans" -> CoprocessorKind.ANS;
            case "macsmc", "macsmc-rtkit", "smc" -> CoprocessorKind.SMC;
            case "dockchannel-hid", "hid", "mtp" -> CoprocessorKind.MTP;
            case "asahi", "gpu" -> CoprocessorKind.GFX;
            default -> CoprocessorKind.GENERIC;
        };
    }

    private String unnamed() {
        return driver.startsWith("apple-dcp") ? CoprocessorKind.DCP.label() : "unknown";
    }

    @Override
    public String toString() {
        return (driver + " " + name).strip();
    }
}
