package org.rtkit4j.drivers.input;

import java.util.List;
import org.rtkit4j.drivers.hid.ReportDescriptor;
import org.rtkit4j.drivers.hid.ReportField;
import org.rtkit4j.wire.hid.HidUsage;
import org.rtkit4j.wire.hid.KeyUsage;

/// Reports of a keyboard as keys that go down and up. A report costs no allocation.
///
/// What a report does not have any more has gone up, and is told first. While more keys are down than the
/// keyboard can tell, those that were down stay so.
final class KeyDecoder {
    private static final int WORDS = 4;

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
        long modifiers = now[WORDS - 1] & (0xffL << KeyUsage.LEFT_CONTROL);
        System.arraycopy(down, 0, now, 0, WORDS);
        now[WORDS - 1] = (now[WORDS - 1] & ~(0xffL << KeyUsage.LEFT_CONTROL)) | modifiers;
    }

    private boolean tell(InputListener listener) {
        boolean hasChanged = false;
        for (int word = 0; word < WORDS; word++) {
            hasChanged |= tell(word, down[word] & ~now[word], false, listener);
        }
        for (int word = 0; word < WORDS; word++) {
            hasChanged |= tell(word, now[word] & ~down[word], true, listener);
        }
        System.arraycopy(now, 0, down, 0, WORDS);
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
