package org.rtkit4j.forensics.syndrome;

import java.util.ArrayList;
import java.util.List;
import org.rtkit4j.forensics.model.RegisterDump.Architecture;

/// The saved program status, field by field. Source: Arm Architecture Reference Manual, SPSR_EL1.
public final class ProgramStatus {
    private ProgramStatus() {}

    /// Returns condition flags, interrupt masks and mode, the most significant first.
    public static List<DecodedField> decode(Architecture architecture, long psr) {
        List<DecodedField> fields = new ArrayList<>();
        flag(fields, "N", 31, psr, "negative");
        flag(fields, "Z", 30, psr, "zero");
        flag(fields, "C", 29, psr, "carry");
        flag(fields, "V", 28, psr, "overflow");
        if (architecture == Architecture.AARCH32) {
            aarch32(fields, psr);
        } else {
            aarch64(fields, psr);
        }
        return List.copyOf(fields);
    }

    private static void aarch64(List<DecodedField> fields, long psr) {
        flag(fields, "TCO", 25, psr, "tag checks off");
        flag(fields, "DIT", 24, psr, "data-independent timing");
        flag(fields, "UAO", 23, psr, "user access override");
        flag(fields, "PAN", 22, psr, "privileged access never");
        flag(fields, "SS", 21, psr, "software step");
        flag(fields, "IL", 20, psr, "illegal execution state");
        flag(fields, "ALLINT", 13, psr, "all interrupts masked");
        flag(fields, "SSBS", 12, psr, "speculative store bypass safe");
        fields.add(new DecodedField("BTYPE", "11:10", psr >>> 10 & 3, branch(psr >>> 10 & 3)));
        flag(fields, "D", 9, psr, "debug exceptions masked");
        masks(fields, psr);
        flag(fields, "nRW", 4, psr, "AArch32");
        fields.add(new DecodedField("M", "3:0", psr & 0xf, level(psr)));
    }

    private static String branch(long type) {
        return type == 0 ? "" : "came by an indirect branch or call";
    }

    private static void aarch32(List<DecodedField> fields, long psr) {
        flag(fields, "Q", 27, psr, "saturated");
        fields.add(new DecodedField("GE", "19:16", psr >>> 16 & 0xf, ""));
        flag(fields, "E", 9, psr, "big-endian");
        masks(fields, psr);
        flag(fields, "T", 5, psr, "Thumb");
        fields.add(new DecodedField("M", "4:0", psr & 0x1f, mode(psr)));
    }

    private static void masks(List<DecodedField> fields, long psr) {
        flag(fields, "A", 8, psr, "SError masked");
        flag(fields, "I", 7, psr, "IRQ masked");
        flag(fields, "F", 6, psr, "FIQ masked");
    }

    private static void flag(List<DecodedField> fields, String name, int bit, long psr, String meaning) {
        long value = psr >>> bit & 1;
        fields.add(new DecodedField(name, Integer.toString(bit), value, value == 1 ? meaning : ""));
    }

    /// Returns Exception level and stack pointer: `EL1h` uses the level's own, `EL1t` that of EL0.
    public static String level(long psr) {
        return switch ((int) psr & 0x1f) {
            case 0x0 -> "EL0t";
            case 0x4 -> "EL1t";
            case 0x5 -> "EL1h";
            case 0x8 -> "EL2t";
            case 0x9 -> "EL2h";
            case 0xc -> "EL3t";
            case 0xd -> "EL3h";
            default -> "unknown";
        };
    }

    /// Returns the mode of a 32-bit core.
    public static String mode(long psr) {
        return switch ((int) psr & 0x1f) {
            case 0x10 -> "User";
            case 0x11 -> "FIQ";
            case 0x12 -> "IRQ";
            case 0x13 -> "Supervisor";
            case 0x16 -> "Monitor";
            case 0x17 -> "Abort";
            case 0x1a -> "Hypervisor";
            case 0x1b -> "Undefined";
            case 0x1f -> "System";
            default -> "unknown";
        };
    }
}
