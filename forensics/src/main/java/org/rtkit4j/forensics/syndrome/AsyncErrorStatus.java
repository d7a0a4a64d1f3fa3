package org.rtkit4j.forensics.syndrome;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The core's asynchronous error registers, as far as their bits are known: few are. The rest is named `unknown`, so
/// that nothing is dropped.
///
/// Source: m1n1 `cpu_regs.h`, L2C_ERR_STS_* and LSU_ERR_STS_*.
public final class AsyncErrorStatus {
    private record Flag(String name, int bit, String meaning) {}

    private static final Map<String, List<Flag>> FLAGS = Map.of(
            "l2c_err_sts",
            List.of(
                    new Flag("ENABLE_W1C", 56, "flags are cleared by writing 1"),
                    new Flag("ACCESS_FAULT", 7, "an access to where there is nothing"),
                    new Flag("RECURSIVE_FAULT", 1, "a second fault while the first was pending")),
            "lsu_err_sts",
            List.of(new Flag("NO_TLB_MULTI_HIT", 54, "multiple hits of the TLB are not reported")));

    private static final Map<String, String> REGISTERS = Map.of(
            "l2c_err_sts", "second-level cache: status",
            "l2c_err_adr", "second-level cache: address of the error",
            "l2c_err_inf", "second-level cache: what kind of access",
            "lsu_err_sts", "load and store unit: status",
            "fed_err_sts", "instruction fetch and decode: status",
            "mmu_err_sts", "memory management unit: status",
            "dpc_err_sts", "meaning of the register not known");

    private AsyncErrorStatus() {}

    /// Returns what a register is for; empty for one that nobody knows.
    ///
    /// @param register its name in lower case
    public static String describe(String register) {
        return REGISTERS.getOrDefault(register, "");
    }

    /// Returns the flags that are known, and the remaining bits as `unknown`.
    public static List<DecodedField> decode(String register, long value) {
        List<Flag> known = FLAGS.getOrDefault(register, List.of());
        List<DecodedField> fields = new ArrayList<>();
        long rest = value;
        for (Flag flag : known) {
            long bit = value >>> flag.bit() & 1;
            rest &= ~(1L << flag.bit());
            fields.add(
                    new DecodedField(flag.name(), Integer.toString(flag.bit()), bit, bit == 1 ? flag.meaning() : ""));
        }
        fields.add(new DecodedField("unknown", "63:0", rest, rest == 0 ? "" : "bits that nobody has explained"));
        return List.copyOf(fields);
    }
}
