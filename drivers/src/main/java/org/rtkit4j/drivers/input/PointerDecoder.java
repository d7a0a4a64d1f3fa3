package org.rtkit4j.drivers.input;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.drivers.hid.ReportDescriptor;
import org.rtkit4j.drivers.hid.ReportField;
import org.rtkit4j.wire.hid.HidUsage;

/// Reports of mouse and trackpad as moves, buttons and touches. A report costs no allocation.
///
/// A finger that was down and is in a report no more was lifted where it was last.
final class PointerDecoder {
    private static final int CONTACTS = 32;
    private static final int MOST_BUTTONS = 31;

    private final ReportField[] moves;
    private final ReportField[] buttons;
    private final Finger[] fingers;
    private final ReportField[] counts;
    private int pressed;
    private int down;
    private final int[] x = new int[CONTACTS];
    private final int[] y = new int[CONTACTS];

    /// The fields of one finger.
    private record Finger(int report, ReportField tip, ReportField contact, ReportField x, ReportField y) {}

    PointerDecoder(ReportDescriptor descriptor) {
        List<ReportField> inputs = descriptor.fields(ReportField.Kind.INPUT).toList();
        moves = inputs.stream().filter(PointerDecoder::isMove).toArray(ReportField[]::new);
        buttons = inputs.stream().filter(PointerDecoder::isButton).toArray(ReportField[]::new);
        counts = inputs.stream()
                .filter(field -> field.usage() == HidUsage.CONTACT_COUNT)
                .toArray(ReportField[]::new);
        fingers = fingers(inputs);
    }

    private static boolean isMove(ReportField field) {
        int usage = field.usage();
        return field.isRelative() && (usage == HidUsage.X || usage == HidUsage.Y || usage == HidUsage.WHEEL);
    }

    private static boolean isButton(ReportField field) {
        int number = HidUsage.number(field.usage());
        return HidUsage.page(field.usage()) == HidUsage.BUTTON_PAGE
                && !field.isArray()
                && number >= 1
                && number <= MOST_BUTTONS;
    }

    // A finger is a collection that has all four.
    private static Finger[] fingers(List<ReportField> inputs) {
        Map<Integer, List<ReportField>> collections = new TreeMap<>();
        inputs.forEach(field -> collections
                .computeIfAbsent(field.collection(), _ -> new ArrayList<>())
                .add(field));
        var fingers = new ArrayList<Finger>();
        for (List<ReportField> fields : collections.values()) {
            ReportField tip = find(fields, HidUsage.TIP_SWITCH);
            ReportField contact = find(fields, HidUsage.CONTACT);
            ReportField x = find(fields, HidUsage.X);
            ReportField y = find(fields, HidUsage.Y);
            if (tip != null && contact != null && x != null && y != null) {
                fingers.add(new Finger(tip.report(), tip, contact, x, y));
            }
        }
        return fingers.toArray(new Finger[0]);
    }

    private static @Nullable ReportField find(List<ReportField> fields, int usage) {
        for (ReportField field : fields) {
            if (field.usage() == usage) {
                return field;
            }
        }
        return null;
    }

    boolean isEmpty() {
        return moves.length == 0 && fingers.length == 0;
    }

    /// Tells how large its touch surface is, where it has one.
    void describe(InputListener listener) {
        if (fingers.length > 0) {
            ReportField across = fingers[0].x;
            ReportField along = fingers[0].y;
            listener.onSurface(across.minimum(), across.maximum(), along.minimum(), along.maximum());
        }
    }

    /// Tells what a report says.
    ///
    /// @param report its number, or 0
    /// @return whether there was anything to tell
    boolean decode(int report, byte[] bytes, int from, int length, InputListener listener) {
        boolean hasMoved = move(report, bytes, from, length, listener);
        boolean hasTouched = touch(report, bytes, from, length, listener);
        boolean hasPressed = press(report, bytes, from, length, listener);
        return hasMoved || hasTouched || hasPressed;
    }

    private boolean move(int report, byte[] bytes, int from, int length, InputListener listener) {
        int dx = 0;
        int dy = 0;
        int wheel = 0;
        for (ReportField field : moves) {
            if (field.report() == report) {
                int value = field.get(bytes, from, length);
                switch (field.usage()) {
                    case HidUsage.X -> dx += value;
                    case HidUsage.Y -> dy += value;
                    default -> wheel += value;
                }
            }
        }
        if (dx == 0 && dy == 0 && wheel == 0) {
            return false;
        }
        listener.onMove(dx, dy, wheel);
        return true;
    }

    // The buttons of another report keep their state.
    private boolean press(int report, byte[] bytes, int from, int length, InputListener listener) {
        int now = pressed;
        for (ReportField field : buttons) {
            if (field.report() == report) {
                int bit = 1 << HidUsage.number(field.usage());
                now = field.get(bytes, from, length) != 0 ? now | bit : now & ~bit;
            }
        }
        return press(now, listener);
    }

    private boolean press(int now, InputListener listener) {
        int changed = now ^ pressed;
        for (int left = changed; left != 0; left &= left - 1) {
            int button = Integer.numberOfTrailingZeros(left);
            listener.onButton(button, (now >>> button & 1) == 1);
        }
        pressed = now;
        return changed != 0;
    }

    private boolean touch(int report, byte[] bytes, int from, int length, InputListener listener) {
        int left = count(report, bytes, from, length);
        int seen = 0;
        boolean isTouch = false;
        for (Finger finger : fingers) {
            if (finger.report == report) {
                isTouch = true;
                int contact = finger.contact.get(bytes, from, length);
                boolean counts = left-- > 0 && contact >= 0 && contact < CONTACTS;
                if (counts && finger.tip.get(bytes, from, length) != 0) {
                    seen |= 1 << contact;
                    place(contact, finger.x.get(bytes, from, length), finger.y.get(bytes, from, length), listener);
                }
            }
        }
        boolean hasLifted = isTouch && lift(down & ~seen, listener);
        return hasLifted || seen != 0;
    }

    private int count(int report, byte[] bytes, int from, int length) {
        for (ReportField field : counts) {
            if (field.report() == report) {
                return field.get(bytes, from, length);
            }
        }
        return fingers.length;
    }

    private void place(int contact, int newX, int newY, InputListener listener) {
        boolean isNew = (down >>> contact & 1) == 0;
        down |= 1 << contact;
        if (isNew || newX != x[contact] || newY != y[contact]) {
            x[contact] = newX;
            y[contact] = newY;
            listener.onTouch(contact, true, newX, newY);
        }
    }

    private boolean lift(int contacts, InputListener listener) {
        for (int left = contacts; left != 0; left &= left - 1) {
            int contact = Integer.numberOfTrailingZeros(left);
            listener.onTouch(contact, false, x[contact], y[contact]);
        }
        down &= ~contacts;
        return contacts != 0;
    }

    /// Lifts every finger and releases every button.
    ///
    /// @return whether there was anything to release
    boolean release(InputListener listener) {
        boolean hasLifted = lift(down, listener);
        boolean hasReleased = press(0, listener);
        return hasLifted || hasReleased;
    }
}
