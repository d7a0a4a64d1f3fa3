package org.rtkit4j.forensics.binary;

import org.rtkit4j.forensics.assembly.Draft;
import org.rtkit4j.forensics.model.Limits;
import org.rtkit4j.forensics.model.MappedPage;
import org.rtkit4j.wire.crashlog.CrashlogFormat.AsyncErrors;
import org.rtkit4j.wire.crashlog.CrashlogFormat.Mapping;
import org.rtkit4j.wire.layout.Field;

/// Sections that are plain lists of numbers: error registers and page mappings.
final class ListSections {
    private static final Field FLAGS = Mapping.STRUCT.fields().getLast();
    private static final int MAPPING = Mapping.STRUCT.sizeBytes();

    private ListSections() {}

    static boolean asyncErrors(Payload payload, Draft draft) {
        if (!payload.requires(AsyncErrors.STRUCT.sizeBytes())) {
            return false;
        }
        for (Field register : AsyncErrors.REGISTERS) {
            draft.asyncErrors.put(register.name(), payload.get(register, 0));
        }
        return true;
    }

    static boolean mappings(Payload payload, Draft draft) {
        for (long at = 0; payload.size() - at >= MAPPING; at += MAPPING) {
            var mapping = new MappedPage(
                    payload.get(Mapping.VIRTUAL, at), payload.get(Mapping.PHYSICAL, at), payload.get(FLAGS, at));
            if (!draft.add(draft.mappings, mapping, Limits.RANGES, "page mappings")) {
                break;
            }
        }
        return true;
    }
}
