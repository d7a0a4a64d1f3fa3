package org.rtkit4j.forensics.decode;

import java.util.ArrayList;
import java.util.List;
import org.rtkit4j.forensics.model.RegisterDump.Syndrome;

/// The exception syndrome register, ESR, field by field. Source: Arm Architecture Reference Manual, ESR_EL1.
public final class ExceptionSyndrome {
    private static final int INSTRUCTION_ABORT_LOWER = 0x20;
    private static final int INSTRUCTION_ABORT_SAME = 0x21;
    private static final int DATA_ABORT_LOWER = 0x24;
    private static final int DATA_ABORT_SAME = 0x25;

    private ExceptionSyndrome() {}

    /// Returns EC, IL, ISS, and the fields of ISS where the class defines them.
    public static List<DecodedField> decode(Syndrome syndrome) {
        long esr = syndrome.value();
        List<DecodedField> fields = new ArrayList<>();
        fields.add(field("EC", 31, 26, esr, exceptionClass(syndrome.exceptionClass())));
        if (!syndrome.partial()) {
            fields.add(field("IL", 25, 25, esr, bit(esr, 25) ? "32-bit instruction" : "16-bit instruction"));
        }
        fields.add(field("ISS", 24, 0, esr, ""));
        specific(syndrome.exceptionClass(), esr, fields);
        return fields;
    }

    private static void specific(int exceptionClass, long esr, List<DecodedField> fields) {
        switch (exceptionClass) {
            case DATA_ABORT_LOWER, DATA_ABORT_SAME -> dataAbort(esr, fields);
            case INSTRUCTION_ABORT_LOWER, INSTRUCTION_ABORT_SAME -> instructionAbort(esr, fields);
            case 0x11, 0x12, 0x13, 0x15, 0x16, 0x17, 0x3c -> fields.add(field("imm16", 15, 0, esr, ""));
            default -> fields.addAll(SyndromeDetails.decode(exceptionClass, esr));
        }
    }

    private static void dataAbort(long esr, List<DecodedField> fields) {
        fields.add(field("ISV", 24, 24, esr, bit(esr, 24) ? "SAS to AR describe the access" : "no access description"));
        if (bit(esr, 24)) {
            fields.add(field("SAS", 23, 22, esr, (1 << (esr >>> 22 & 3)) + " bytes"));
            fields.add(field("SSE", 21, 21, esr, bit(esr, 21) ? "sign-extended" : "not sign-extended"));
            fields.add(field("SRT", 20, 16, esr, "register x" + (esr >>> 16 & 0x1f)));
            fields.add(field("SF", 15, 15, esr, bit(esr, 15) ? "64-bit register" : "32-bit register"));
            fields.add(field("AR", 14, 14, esr, bit(esr, 14) ? "acquire or release" : ""));
        }
        addressFields(esr, fields);
        fields.add(field("CM", 8, 8, esr, bit(esr, 8) ? "cache maintenance" : ""));
        fields.add(field("S1PTW", 7, 7, esr, bit(esr, 7) ? "on a stage 2 walk for stage 1" : ""));
        fields.add(field("WnR", 6, 6, esr, bit(esr, 6) ? "write" : "read"));
        fields.add(field("DFSC", 5, 0, esr, faultStatus((int) esr & 0x3f)));
    }

    private static void instructionAbort(long esr, List<DecodedField> fields) {
        addressFields(esr, fields);
        fields.add(field("S1PTW", 7, 7, esr, bit(esr, 7) ? "on a stage 2 walk for stage 1" : ""));
        fields.add(field("IFSC", 5, 0, esr, faultStatus((int) esr & 0x3f)));
    }

    private static void addressFields(long esr, List<DecodedField> fields) {
        fields.add(field("SET", 12, 11, esr, ""));
        fields.add(field("FnV", 10, 10, esr, bit(esr, 10) ? "FAR is not valid" : "FAR is valid"));
        fields.add(field("EA", 9, 9, esr, bit(esr, 9) ? "external abort, implementation defined" : ""));
    }

    static DecodedField field(String name, int high, int low, long value, String meaning) {
        String bits = high == low ? Integer.toString(high) : high + ":" + low;
        return new DecodedField(name, bits, value >>> low & (1L << (high - low + 1)) - 1, meaning);
    }

    static boolean bit(long value, int number) {
        return (value >>> number & 1) != 0;
    }

    /// Returns what a class of exceptions means.
    public static String exceptionClass(int exceptionClass) {
        return switch (exceptionClass) {
            case 0x00 -> "Unknown reason";
            case 0x01 -> "Trapped WFI or WFE";
            case 0x07 -> "Trapped SVE, SIMD or floating-point access";
            case 0x0d -> "Branch Target exception";
            case 0x0e -> "Illegal Execution state";
            case 0x11 -> "SVC in AArch32";
            case 0x12 -> "HVC in AArch32";
            case 0x13 -> "SMC in AArch32";
            case 0x15 -> "SVC in AArch64";
            case 0x16 -> "HVC in AArch64";
            case 0x17 -> "SMC in AArch64";
            case 0x18 -> "Trapped MSR, MRS or System instruction";
            case 0x19 -> "Trapped SVE access";
            case 0x1b -> "Trapped SME access";
            case 0x1c -> "Pointer Authentication failure";
            case INSTRUCTION_ABORT_LOWER -> "Instruction Abort from a lower Exception level";
            case INSTRUCTION_ABORT_SAME -> "Instruction Abort without a change in Exception level";
            case 0x22 -> "PC alignment fault";
            case DATA_ABORT_LOWER -> "Data Abort from a lower Exception level";
            case DATA_ABORT_SAME -> "Data Abort without a change in Exception level";
            case 0x26 -> "SP alignment fault";
            case 0x28 -> "Floating-point exception in AArch32";
            case 0x2c -> "Floating-point exception in AArch64";
            case 0x2f -> "SError interrupt";
            case 0x30, 0x31 -> "Breakpoint";
            case 0x32, 0x33 -> "Software Step";
            case 0x34, 0x35 -> "Watchpoint";
            case 0x38 -> "BKPT instruction in AArch32";
            case 0x3c -> "BRK instruction in AArch64";
            default -> "class 0x" + Integer.toHexString(exceptionClass);
        };
    }

    /// Returns what DFSC or IFSC means.
    public static String faultStatus(int status) {
        int level = status & 3;
        return switch (status & 0x3c) {
            case 0x00 -> "Address size fault, level " + level;
            case 0x04 -> "Translation fault, level " + level;
            case 0x08 -> "Access flag fault, level " + level;
            case 0x0c -> "Permission fault, level " + level;
            case 0x14 -> "Synchronous External abort on translation table walk, level " + level;
            case 0x1c -> "Synchronous parity or ECC error on translation table walk, level " + level;
            default -> singleStatus(status);
        };
    }

    private static String singleStatus(int status) {
        return switch (status) {
            case 0x10 -> "Synchronous External abort";
            case 0x11 -> "Synchronous Tag Check Fault";
            case 0x18 -> "Synchronous parity or ECC error";
            case 0x21 -> "Alignment fault";
            case 0x30 -> "TLB conflict abort";
            case 0x31 -> "Unsupported atomic hardware update fault";
            case 0x34 -> "Lockdown fault, implementation defined";
            case 0x35 -> "Unsupported Exclusive or Atomic access, implementation defined";
            default -> "fault status 0x" + Integer.toHexString(status);
        };
    }
}
