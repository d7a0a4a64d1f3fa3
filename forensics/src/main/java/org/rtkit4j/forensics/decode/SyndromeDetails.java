package org.rtkit4j.forensics.decode;

import static org.rtkit4j.forensics.decode.ExceptionSyndrome.bit;
import static org.rtkit4j.forensics.decode.ExceptionSyndrome.field;

import java.util.List;

/// The specific syndrome of exceptions other than aborts and calls.
///
/// Source: Arm Architecture Reference Manual, ISS encodings of ESR_EL1.
final class SyndromeDetails {
    private SyndromeDetails() {}

    static List<DecodedField> decode(int exceptionClass, long esr) {
        return switch (exceptionClass) {
            case 0x01 -> List.of(field("TI", 1, 0, esr, trapped((int) esr & 3)));
            case 0x0d -> List.of(field("BTYPE", 1, 0, esr, "the branch's type"));
            case 0x18 -> systemRegister(esr);
            case 0x1c -> pointer(esr);
            case 0x28, 0x2c -> floatingPoint(esr);
            case 0x2f -> serror(esr);
            case 0x30, 0x31, 0x32, 0x33 -> debug(exceptionClass, esr);
            case 0x34, 0x35 -> watchpoint(esr);
            case 0x38 -> List.of(field("comment", 15, 0, esr, ""));
            default -> List.of();
        };
    }

    private static String trapped(int instruction) {
        return new String[] {"WFI", "WFE", "WFIT", "WFET"}[instruction];
    }

    private static List<DecodedField> systemRegister(long esr) {
        return List.of(
                field("Op0", 21, 20, esr, ""),
                field("Op2", 19, 17, esr, ""),
                field("Op1", 16, 14, esr, ""),
                field("CRn", 13, 10, esr, ""),
                field("Rt", 9, 5, esr, "register x" + (esr >>> 5 & 0x1f)),
                field("CRm", 4, 1, esr, ""),
                field("Direction", 0, 0, esr, bit(esr, 0) ? "read: MRS" : "write: MSR"));
    }

    private static List<DecodedField> pointer(long esr) {
        return List.of(
                field("key", 1, 1, esr, bit(esr, 1) ? "data key" : "instruction key"),
                field("B", 0, 0, esr, bit(esr, 0) ? "B key" : "A key"));
    }

    private static List<DecodedField> floatingPoint(long esr) {
        return List.of(
                field("TFV", 23, 23, esr, bit(esr, 23) ? "the flags below are valid" : "the flags below say nothing"),
                field("IDF", 7, 7, esr, bit(esr, 7) ? "input denormal" : ""),
                field("IXF", 4, 4, esr, bit(esr, 4) ? "inexact" : ""),
                field("UFF", 3, 3, esr, bit(esr, 3) ? "underflow" : ""),
                field("OFF", 2, 2, esr, bit(esr, 2) ? "overflow" : ""),
                field("DZF", 1, 1, esr, bit(esr, 1) ? "division by zero" : ""),
                field("IOF", 0, 0, esr, bit(esr, 0) ? "invalid operation" : ""));
    }

    private static List<DecodedField> serror(long esr) {
        if (bit(esr, 24)) {
            return List.of(field("IDS", 24, 24, esr, "the rest is the implementation's own"));
        }
        return List.of(
                field("IDS", 24, 24, esr, "as the architecture defines it"),
                field("IESB", 13, 13, esr, bit(esr, 13) ? "synchronized by an implicit barrier" : ""),
                field("AET", 12, 10, esr, severity((int) (esr >>> 10) & 7)),
                field("EA", 9, 9, esr, bit(esr, 9) ? "external abort" : ""),
                field("DFSC", 5, 0, esr, (esr & 0x3f) == 0x11 ? "asynchronous SError interrupt" : "uncategorized"));
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
        DecodedField status = field("IFSC", 5, 0, esr, (esr & 0x3f) == 0x22 ? "debug exception" : "");
        if (exceptionClass < 0x32) {
            return List.of(status);
        }
        return List.of(
                field("ISV", 24, 24, esr, bit(esr, 24) ? "EX is valid" : ""),
                field("EX", 6, 6, esr, bit(esr, 6) ? "a load-exclusive was stepped" : ""),
                status);
    }

    private static List<DecodedField> watchpoint(long esr) {
        return List.of(
                field("CM", 8, 8, esr, bit(esr, 8) ? "cache maintenance" : ""),
                field("WnR", 6, 6, esr, bit(esr, 6) ? "write" : "read"),
                field("DFSC", 5, 0, esr, (esr & 0x3f) == 0x22 ? "debug exception" : ""));
    }
}
