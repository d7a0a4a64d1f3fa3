package org.rtkit4j.forensics.binary;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.forensics.assembly.Draft;
import org.rtkit4j.forensics.model.Limits;
import org.rtkit4j.forensics.model.RegisterDump;
import org.rtkit4j.forensics.model.RegisterDump.Architecture;
import org.rtkit4j.forensics.model.RegisterDump.Syndrome;
import org.rtkit4j.forensics.model.Section;
import org.rtkit4j.forensics.syndrome.ProgramStatus;
import org.rtkit4j.wire.crashlog.CrashlogFormat.RegistersV7;
import org.rtkit4j.wire.crashlog.CrashlogFormat.RegistersV8;
import org.rtkit4j.wire.layout.Field;

/// The registers of the core that took the exception.
///
/// Linux takes a payload of 0x340 bytes for whole, which ends before ESR: what is missing is left out, with a
/// warning.
final class RegisterSections {
    private RegisterSections() {}

    static boolean v8(Payload payload, Draft draft) {
        if (!payload.requires(RegistersV8.PSR.end())) {
            return false;
        }
        Map<String, Long> values = new LinkedHashMap<>();
        for (Field field : new Field[] {RegistersV8.PC, RegistersV8.SP, RegistersV8.FAR}) {
            keep(payload, values, field.name(), field);
        }
        numbered(payload, values, "x", RegistersV8.X, RegistersV8.X_COUNT, Long.BYTES);
        for (Field field : new Field[] {RegistersV8.CPACR, RegistersV8.FPSR, RegistersV8.FPCR}) {
            keep(payload, values, field.name(), field);
        }
        vectors(payload, values);
        if (payload.size() < RegistersV8.STRUCT.sizeBytes()) {
            payload.warn(payload.size(), "registers cut: needs=" + RegistersV8.STRUCT.sizeBytes());
        }
        long psr = payload.get(RegistersV8.PSR, 0);
        draft.registers =
                new RegisterDump(Architecture.AARCH64, values, syndrome(payload), psr, ProgramStatus.level(psr));
        return true;
    }

    private static @Nullable Syndrome syndrome(Payload payload) {
        return payload.holds(RegistersV8.ESR) ? new Syndrome(payload.get(RegistersV8.ESR, 0), false) : null;
    }

    private static void keep(Payload payload, Map<String, Long> values, String name, Field field) {
        if (payload.holds(field)) {
            values.put(name, payload.get(field, 0));
        }
    }

    private static void numbered(
            Payload payload, Map<String, Long> values, String prefix, Field array, int count, int bytes) {
        for (int i = 0; i < count; i++) {
            int at = array.offset() + bytes * i;
            keep(payload, values, prefix + i, new Field(prefix + i, at, bytes, array.source()));
        }
    }

    /// Vector registers, where any of them is not zero.
    private static void vectors(Payload payload, Map<String, Long> values) {
        Map<String, Long> vectors = new LinkedHashMap<>();
        for (int i = 0; i < 32; i++) {
            int at = RegistersV8.V.offset() + 16 * i;
            keep(payload, vectors, "q" + i + ".low", Field.u64("low", at, RegistersV8.V.source()));
            keep(payload, vectors, "q" + i + ".high", Field.u64("high", at + 8, RegistersV8.V.source()));
        }
        if (vectors.values().stream().anyMatch(value -> value != 0)) {
            values.putAll(vectors);
        }
    }

    static boolean v7(Payload payload, Draft draft) {
        if (!payload.requires(RegistersV7.PSR.end())) {
            return false;
        }
        Map<String, Long> values = new LinkedHashMap<>();
        numbered(payload, values, "r", RegistersV7.R, RegistersV7.R_COUNT, Integer.BYTES);
        long psr = payload.get(RegistersV7.PSR, 0);
        draft.registers = new RegisterDump(Architecture.AARCH32, values, null, psr, ProgramStatus.mode(psr));
        stack(payload, draft);
        return true;
    }

    private static void stack(Payload payload, Draft draft) {
        if (!payload.holds(RegistersV7.STACK)) {
            payload.warn(payload.size(), "registers cut: needs=" + RegistersV7.STRUCT.sizeBytes());
            return;
        }
        int bytes = RegistersV7.STACK.sizeBytes();
        String data = payload.hex(RegistersV7.STACK.offset(), bytes);
        draft.add(draft.sections, new Section("CrgA stack", null, bytes, 0, data), Limits.SECTIONS, "sections");
    }
}
