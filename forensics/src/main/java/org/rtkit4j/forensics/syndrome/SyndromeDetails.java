package org.rtkit4j.forensics.syndrome;

import java.util.List;

/// The specific syndrome of exceptions other than aborts and calls.
///
/// Source: Arm Architecture Reference Manual, ISS encodings of ESR_EL1.
final class SyndromeDetails {
    private SyndromeDetails() {}

    static List<DecodedField> decode(int exceptionClass, long esr) {
        return switch (exceptionClass) {
            case 0x01 -> List.of(DecodedField.of("TI", 1, 0, esr, trapped((int) esr & 3)));
            case 0x0d -> List.of(DecodedField.of("BTYPE", 1, 0, esr, "the branch's type"));
            case 0x18 -> systemRegister(esr);
            case 0x1c -> pointer(esr);
            case 0x28, 0x2c -> floatingPoint(esr);
            case 0x2f -> serror(esr);
            case 0x30, 0x31, 0x32, 0x33 -> debug(exceptionClass, esr);
            case 0x34, 0x35 -> watchpoint(esr);
            case 0x38 -> List.of(DecodedField.of("comment", 15, 0, esr, ""));
            default -> List.of();
        };
    }

    private static String trapped(int instruction) {
        return new String[] {"WFI", "WFE", "WFIT", "WFET"}[instruction];
    }

    private static List<DecodedField> systemRegister(long esr) {
        return List.of(
                DecodedField.of("Op0", 21, 20, esr, ""),
                DecodedField.of("Op2", 19, 17, esr, ""),
                DecodedField.of("Op1", 16, 14, esr, ""),
                DecodedField.of("CRn", 13, 10, esr, ""),
                DecodedField.of("Rt", 9, 5, esr, "register x" + (esr >>> 5 & 0x1f)),
                DecodedField.of("CRm", 4, 1, esr, ""),
                DecodedField.of("Direction", 0, 0, esr, DecodedField.isSet(esr, 0) ? "read: MRS" : "write: MSR"));
    }

    private static List<DecodedField> pointer(long esr) {
        return List.of(
                DecodedField.of("key", 1, 1, esr, DecodedField.isSet(esr, 1) ? "data key" : "instruction key"),
                DecodedField.of("B", 0, 0, esr, DecodedField.isSet(esr, 0) ? "B key" : "A key"));
    }

    private static List<DecodedField> floatingPoint(long esr) {
        return List.of(
                DecodedField.of(
                        "TFV",
                        23,
                        23,
                        esr,
                        DecodedField.isSet(esr, 23) ? "the flags below are valid" : "the flags below say nothing"),
                DecodedField.of("IDF", 7, 7, esr, DecodedField.isSet(esr, 7) ? "input denormal" : ""),
                DecodedField.of("IXF", 4, 4, esr, DecodedField.isSet(esr, 4) ? "inexact" : ""),
                DecodedField.of("UFF", 3, 3, esr, DecodedField.isSet(esr, 3) ? "underflow" : ""),
                DecodedField.of("OFF", 2, 2, esr, DecodedField.isSet(esr, 2) ? "overflow" : ""),
                DecodedField.of("DZF", 1, 1, esr, DecodedField.isSet(esr, 1) ? "division by zero" : ""),
                DecodedField.of("IOF", 0, 0, esr, DecodedField.isSet(esr, 0) ? "invalid operation" : ""));
    }

    private static List<DecodedField> serror(long esr) {
        if (DecodedField.isSet(esr, 24)) {
            return List.of(DecodedField.of("IDS", 24, 24, esr, "the rest is the implementation's own"));
        }
        return List.of(
                DecodedField.of("IDS", 24, 24, esr, "as the architecture defines it"),
                DecodedField.of(
                        "IESB", 13, 13, esr, DecodedField.isSet(esr, 13) ? "synchronized by an implicit barrier" : ""),
                DecodedField.of("AET", 12, 10, esr, severity((int) (esr >>> 10) & 7)),
                DecodedField.of("EA", 9, 9, esr, DecodedField.isSet(esr, 9) ? "external abort" : ""),
                DecodedField.of(
                        "DFSC", 5, 0, esr, (esr & 0x3f) == 0x11 ? "asynchronous SError interrupt" : "uncategorized"));
    }

    private static String severity(int type) {
        return switch (type) {
            case 0 -> "uncontainable";
            case 1 -> "unrecoverable state";
            case 2 -> "restartable state";
            case 3 -> "recoverable state";
            case 6 -> "corrected";
            default -> "reserved";
        };
    }

    private static List<DecodedField> debug(int exceptionClass, long esr) {
        DecodedField status = DecodedField.of("IFSC", 5, 0, esr, (esr & 0x3f) == 0x22 ? "debug exception" : "");
        if (exceptionClass < 0x32) {
            return List.of(status);
        }
        return List.of(
                DecodedField.of("ISV", 24, 24, esr, DecodedField.isSet(esr, 24) ? "EX is valid" : ""),
                DecodedField.of("EX", 6, 6, esr, DecodedField.isSet(esr, 6) ? "a load-exclusive was stepped" : ""),
                status);
    }

    private static List<DecodedField> watchpoint(long esr) {
        return List.of(
                DecodedField.of("CM", 8, 8, esr, DecodedField.isSet(esr, 8) ? "cache maintenance" : ""),
                DecodedField.of("WnR", 6, 6, esr, DecodedField.isSet(esr, 6) ? "write" : "read"),
                DecodedField.of("DFSC", 5, 0, esr, (esr & 0x3f) == 0x22 ? "debug exception" : ""));
    }
}
