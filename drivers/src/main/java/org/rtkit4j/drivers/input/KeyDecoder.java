package org.rtkit4j.drivers.input;

import java.util.List;
import org.rtkit4j.drivers.hid.ReportDescriptor;
import org.rtkit4j.drivers.hid.ReportField;
import org.rtkit4j.wire.hid.HidUsage;
import org.rtkit4j.wire.hid.KeyUsage;

/// Reports of a keyboard as keys that go down and up. A report costs no allocation.
///
/// What a report does not have any more has gone up, and is told first. A modifier goes down before the keys
/// and up after them: where a report was lost, the next one has both, and a capital stays one. While more keys
/// are down than the keyboard can tell, those that were down stay so.
final class KeyDecoder {
    private static final int WORDS = 4;
    // All of them are in the last word, with usages above and below them.
    private static final long MODIFIERS = 0xffL << KeyUsage.LEFT_CONTROL;

    private final ReportField[] fields;
    private final long[] down = new long[WORDS];
    private final long[] now = new long[WORDS];

    KeyDecoder(ReportDescriptor descriptor) {
        List<ReportField> keys = descriptor
                .fields(ReportField.Kind.INPUT)
                .filter(field -> HidUsage.page(field.usage()) == KeyUsage.PAGE)
                .toList();
        fields = keys.toArray(new ReportField[0]);
    }

    boolean isEmpty() {
        return fields.length == 0;
    }

    /// Tells what a report changes.
    ///
    /// @param report its number, or 0
    /// @return whether it changed anything
    boolean decode(int report, byte[] bytes, int from, int length, InputListener listener) {
        boolean isOurs = false;
        boolean isRolledOver = false;
        clear(now);
        for (ReportField field : fields) {
            if (field.report() == report) {
                isOurs = true;
                isRolledOver |= take(field, field.get(bytes, from, length));
            }
        }
        if (!isOurs) {
            return false;
        }
        if (isRolledOver) {
            keepKeys();
        }
        return tell(listener);
    }

    // Returns whether the field says that there are more than it can tell.
    private boolean take(ReportField field, int value) {
        if (!field.admits(value) || value == 0) {
            return false;
        }
        int usage = HidUsage.number(field.usage()) + (field.isArray() ? value - field.minimum() : 0);
        if (usage >= KeyUsage.FIRST && usage <= KeyUsage.LAST) {
            now[usage >>> 6] |= 1L << usage;
        }
        return field.isArray() && usage == KeyUsage.ROLL_OVER;
    }

    // Modifiers have bits of their own, which are right all the same.
    private void keepKeys() {
        long modifiers = now[WORDS - 1] & MODIFIERS;
        System.arraycopy(down, 0, now, 0, WORDS);
        now[WORDS - 1] = (now[WORDS - 1] & ~MODIFIERS) | modifiers;
    }

    private boolean tell(InputListener listener) {
        long modifiersBefore = down[WORDS - 1] & MODIFIERS;
        long modifiersNow = now[WORDS - 1] & MODIFIERS;
        boolean hasChanged = tellKeys(down, now, false, listener);
        hasChanged |= tell(WORDS - 1, modifiersBefore & ~modifiersNow, false, listener);
        hasChanged |= tell(WORDS - 1, modifiersNow & ~modifiersBefore, true, listener);
        hasChanged |= tellKeys(now, down, true, listener);
        System.arraycopy(now, 0, down, 0, WORDS);
        return hasChanged;
    }

    // Tells the keys that are in one and not in the other, modifiers left out.
    private static boolean tellKeys(long[] in, long[] notIn, boolean isDown, InputListener listener) {
        boolean hasChanged = false;
        for (int word = 0; word < WORDS; word++) {
            long but = word == WORDS - 1 ? MODIFIERS : 0;
            hasChanged |= tell(word, in[word] & ~notIn[word] & ~but, isDown, listener);
        }
        return hasChanged;
    }

    private static boolean tell(int word, long keys, boolean isDown, InputListener listener) {
        for (long left = keys; left != 0; left &= left - 1) {
            listener.onKey(word << 6 | Long.numberOfTrailingZeros(left), isDown);
        }
        return keys != 0;
    }

    /// Releases everything.
    ///
    /// @return whether anything was down
    boolean release(InputListener listener) {
        clear(now);
        return tell(listener);
    }

    private static void clear(long[] words) {
        for (int i = 0; i < WORDS; i++) {
            words[i] = 0;
        }
    }
}
