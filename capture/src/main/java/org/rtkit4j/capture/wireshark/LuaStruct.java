package org.rtkit4j.capture.wireshark;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.rtkit4j.wire.layout.Field;
import org.rtkit4j.wire.layout.Struct;

/// A structure in memory, as the script declares and reads it: a filter for each field.
///
/// @param floats fields that are numbers of IEEE 754
record LuaStruct(Struct struct, Set<Field> floats) {
    LuaStruct {
        floats = Set.copyOf(floats);
    }

    static LuaStruct of(Struct struct) {
        return new LuaStruct(struct, Set.of());
    }

    /// Returns a line for each field.
    List<String> declarations() {
        return struct.fields().stream().map(this::declaration).toList();
    }

    private String declaration(Field field) {
        String name = "rtkit.%s.%s".formatted(prefix(), spelled(field.name()));
        String arguments = "(%s, %s%s)"
                .formatted(LuaText.quoted(name), LuaText.quoted(field.name()), isNumber(field) ? ", base.HEX" : "");
        return "%s = ProtoField.%s%s".formatted(variable(field), type(field), arguments);
    }

    private String type(Field field) {
        if (isText(field)) {
            return "string";
        }
        return floats.contains(field) ? "float" : "uint" + field.sizeBytes() * Byte.SIZE;
    }

    /// Returns what the script reads it by: its name, its size, and its fields in their order.
    ///
    /// @param more what else the script is to know of it
    String table(String more) {
        String items = struct.fields().stream().map(this::item).collect(Collectors.joining(", "));
        return "{name = %s, bytes = %d%s, items = {%s}}"
                .formatted(LuaText.quoted(struct.name()), struct.sizeBytes(), more, items);
    }

    private String item(Field field) {
        return "{field = %s, at = %d, bytes = %d%s}"
                .formatted(variable(field), field.offset(), field.sizeBytes(), isText(field) ? ", text = true" : "");
    }

    private boolean isNumber(Field field) {
        return !isText(field) && !floats.contains(field);
    }

    private static boolean isText(Field field) {
        return field.sizeBytes() > Long.BYTES;
    }

    // DOCK_ENABLE is rtkit.dock.enable.
    private String prefix() {
        return struct.name().toLowerCase(Locale.ROOT).replaceFirst("_", ".");
    }

    private static String spelled(String name) {
        return name.replace(' ', '_');
    }

    private String variable(Field field) {
        return "f." + prefix().replace('.', '_') + "_" + spelled(field.name());
    }
}
