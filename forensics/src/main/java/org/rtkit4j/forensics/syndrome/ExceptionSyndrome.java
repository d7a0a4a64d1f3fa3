package org.rtkit4j.forensics.syndrome;

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
        fields.add(DecodedField.of("EC", 31, 26, esr, exceptionClass(syndrome.exceptionClass())));
        if (!syndrome.partial()) {
            fields.add(DecodedField.of(
                    "IL", 25, 25, esr, DecodedField.isSet(esr, 25) ? "32-bit instruction" : "16-bit instruction"));
        }
        fields.add(DecodedField.of("ISS", 24, 0, esr, ""));
        specific(syndrome.exceptionClass(), esr, fields);
        return List.copyOf(fields);
    }

    private static void specific(int exceptionClass, long esr, List<DecodedField> fields) {
        switch (exceptionClass) {
            case DATA_ABORT_LOWER, DATA_ABORT_SAME -> dataAbort(esr, fields);
            case INSTRUCTION_ABORT_LOWER, INSTRUCTION_ABORT_SAME -> instructionAbort(esr, fields);
            case 0x11, 0x12, 0x13, 0x15, 0x16, 0x17, 0x3c -> fields.add(DecodedField.of("imm16", 15, 0, esr, ""));
            default -> fields.addAll(SyndromeDetails.decode(exceptionClass, esr));
        }
    }

    private static void dataAbort(long esr, List<DecodedField> fields) {
        fields.add(DecodedField.of(
                "ISV",
                24,
                24,
                esr,
                DecodedField.isSet(esr, 24) ? "SAS to AR describe the access" : "no access description"));
        if (DecodedField.isSet(esr, 24)) {
            fields.add(DecodedField.of("SAS", 23, 22, esr, (1 << (esr >>> 22 & 3)) + " bytes"));
            fields.add(DecodedField.of(
                    "SSE", 21, 21, esr, DecodedField.isSet(esr, 21) ? "sign-extended" : "not sign-extended"));
            fields.add(DecodedField.of("SRT", 20, 16, esr, "register x" + (esr >>> 16 & 0x1f)));
            fields.add(DecodedField.of(
                    "SF", 15, 15, esr, DecodedField.isSet(esr, 15) ? "64-bit register" : "32-bit register"));
            fields.add(DecodedField.of("AR", 14, 14, esr, DecodedField.isSet(esr, 14) ? "acquire or release" : ""));
        }
        addressFields(esr, fields);
        fields.add(DecodedField.of("CM", 8, 8, esr, DecodedField.isSet(esr, 8) ? "cache maintenance" : ""));
        fields.add(
                DecodedField.of("S1PTW", 7, 7, esr, DecodedField.isSet(esr, 7) ? "on a stage 2 walk for stage 1" : ""));
        fields.add(DecodedField.of("WnR", 6, 6, esr, DecodedField.isSet(esr, 6) ? "write" : "read"));
        fields.add(DecodedField.of("DFSC", 5, 0, esr, faultStatus((int) esr & 0x3f)));
    }

    private static void instructionAbort(long esr, List<DecodedField> fields) {
        addressFields(esr, fields);
        fields.add(
                DecodedField.of("S1PTW", 7, 7, esr, DecodedField.isSet(esr, 7) ? "on a stage 2 walk for stage 1" : ""));
        fields.add(DecodedField.of("IFSC", 5, 0, esr, faultStatus((int) esr & 0x3f)));
    }

    private static void addressFields(long esr, List<DecodedField> fields) {
        fields.add(DecodedField.of("SET", 12, 11, esr, ""));
        fields.add(
                DecodedField.of("FnV", 10, 10, esr, DecodedField.isSet(esr, 10) ? "FAR is not valid" : "FAR is valid"));
        fields.add(DecodedField.of(
                "EA", 9, 9, esr, DecodedField.isSet(esr, 9) ? "external abort, implementation defined" : ""));
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
