package org.rtkit4j.emulator.smc;

import org.jspecify.annotations.Nullable;
import org.rtkit4j.emulator.smc.KeyEntry.PinKind;

/// A key of a set as a shape, and a shape as a key of a set.
final class ShapedKey {
    private ShapedKey() {}

    static KeyShape shapeOf(KeyEntry entry) {
        return new KeyShape(entry.type().stripTrailing(), entry.sizeBytes(), entry.flags(), entry.isBigEndian());
    }

    /// Makes an entry of this shape. What moves goes on moving where its type is a number's, and what stands still
    /// keeps its first bytes.
    ///
    /// @param before what there was under its name, or null
    static KeyEntry entry(int name, KeyShape shape, @Nullable KeyEntry before) {
        String type = "%-4s".formatted(shape.type());
        KeyEntry.fourCc(type);
        return new KeyEntry(
                name,
                type,
                shape.sizeBytes(),
                shape.flags(),
                shape.isBigEndian(),
                content(type, shape.sizeBytes(), before),
                before == null ? 0 : before.manual(),
                before == null ? 0 : before.failsOneIn(),
                before == null ? PinKind.PLAIN : before.pin());
    }

    private static KeyContent content(String type, int bytes, @Nullable KeyEntry before) {
        String kept = "";
        if (before != null) {
            if (before.content() instanceof KeyContent.Fixed(String hex)) {
                kept = hex;
            } else if (KeyNumbers.sizeOf(type) != 0 || type.equals(before.type())) {
                return before.content();
            }
        }
        return new KeyContent.Fixed((kept + "00".repeat(bytes)).substring(0, 2 * bytes));
    }
}
