package org.rtkit4j.drivers.hid;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rtkit4j.drivers.hid.ReportField.Kind;
import org.rtkit4j.wire.hid.HidItem;

/// Reads a descriptor item by item. What it says is bounded in every direction: nesting, fields, bits.
///
/// Source of what the items mean: USB HID 1.11, 6.2.2.
final class DescriptorReader {
    private static final int MOST_FIELDS = 4096;
    private static final int MOST_USAGES = 4096;
    private static final int MOST_NESTED = 32;
    private static final int MOST_PROBLEMS = 16;
    // Linux has the same limit for a report (HID_MAX_BUFFER_SIZE).
    private static final int MOST_BITS = 16384 * Byte.SIZE;
    private static final int LARGEST_FIELD = 32;

    private final byte[] descriptor;
    private final List<ReportField> fields = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final Map<Place, Integer> bits = new HashMap<>();
    private final ArrayDeque<Globals> pushed = new ArrayDeque<>();
    private final ArrayDeque<Integer> collections = new ArrayDeque<>();
    private final List<Integer> usages = new ArrayList<>();
    private Globals globals = new Globals(0, 0, 0, 0, 0, 0);
    private long usageMinimum;
    private boolean hasMinimum;
    private int collection;
    private boolean hasNumbers;
    private int at;

    /// One report.
    private record Place(Kind kind, int report) {}

    /// What goes on from item to item.
    private record Globals(int page, int minimum, int maximum, int size, int count, int report) {
        Globals page(int value) {
            return new Globals(value, minimum, maximum, size, count, report);
        }

        Globals minimum(int value) {
            return new Globals(page, value, maximum, size, count, report);
        }

        Globals maximum(int value) {
            return new Globals(page, minimum, value, size, count, report);
        }

        Globals size(int value) {
            return new Globals(page, minimum, maximum, value, count, report);
        }

        Globals count(int value) {
            return new Globals(page, minimum, maximum, size, value, report);
        }

        Globals report(int value) {
            return new Globals(page, minimum, maximum, size, count, value);
        }
    }

    DescriptorReader(byte[] descriptor) {
        this.descriptor = descriptor;
    }

    /// Reads all of it.
    void read() {
        int next = 0;
        while (next < descriptor.length) {
            at = next;
            next = item(descriptor[at] & 0xff);
        }
        if (!collections.isEmpty()) {
            problem("a collection has no end");
        }
    }

    List<ReportField> fields() {
        return fields;
    }

    boolean hasNumbers() {
        return hasNumbers;
    }

    List<String> problems() {
        return problems;
    }

    // Returns where the next one begins.
    private int item(int prefix) {
        if (prefix == HidItem.LONG) {
            int size = at + 1 < descriptor.length ? descriptor[at + 1] & 0xff : 0;
            return at + 3 + size;
        }
        int size = (int) HidItem.SIZE.get(prefix);
        int bytes = size == 3 ? Integer.BYTES : size;
        int end = at + 1 + bytes;
        if (end > descriptor.length) {
            problem("an item ends beyond the descriptor");
            return end;
        }
        take(prefix & ~(int) HidItem.SIZE.mask(), value(bytes), bytes);
        return end;
    }

    private int value(int bytes) {
        int value = 0;
        for (int i = bytes; i > 0; i--) {
            value = (value << Byte.SIZE) | (descriptor[at + i] & 0xff);
        }
        return value;
    }

    private static int signed(int value, int bytes) {
        int unused = bytes == 0 ? 0 : Integer.SIZE - Byte.SIZE * bytes;
        return value << unused >> unused;
    }

    private void take(int what, int value, int bytes) {
        switch (what) {
            case HidItem.USAGE_PAGE -> globals = globals.page(value & 0xffff);
            case HidItem.LOGICAL_MINIMUM -> globals = globals.minimum(signed(value, bytes));
            // A maximum below the minimum is one that was not written as signed: `25 ff` for 255.
            case HidItem.LOGICAL_MAXIMUM -> globals = globals.maximum(maximum(value, bytes));
            case HidItem.REPORT_SIZE -> globals = globals.size(value);
            case HidItem.REPORT_COUNT -> globals = globals.count(value);
            case HidItem.REPORT_ID -> number(value);
            case HidItem.PUSH -> push();
            case HidItem.POP -> pop();
            case HidItem.USAGE -> usage(value, bytes);
            case HidItem.USAGE_MINIMUM -> usageMinimum(full(value, bytes));
            case HidItem.USAGE_MAXIMUM -> usageRange(full(value, bytes));
            case HidItem.INPUT -> main(Kind.INPUT, value);
            case HidItem.OUTPUT -> main(Kind.OUTPUT, value);
            case HidItem.FEATURE -> main(Kind.FEATURE, value);
            case HidItem.COLLECTION -> begin();
            case HidItem.END_COLLECTION -> end();
            default -> {}
        }
    }

    private int maximum(int value, int bytes) {
        int signed = signed(value, bytes);
        return signed < globals.minimum ? value : signed;
    }

    private void number(int value) {
        if (value < 1 || value > 0xff) {
            problem("no such report: number=" + Integer.toUnsignedString(value));
            return;
        }
        hasNumbers = true;
        globals = globals.report(value);
    }

    private void push() {
        if (pushed.size() == MOST_NESTED) {
            problem("too many globals are kept");
            return;
        }
        pushed.push(globals);
    }

    private void pop() {
        if (pushed.isEmpty()) {
            problem("there are no globals to go back to");
            return;
        }
        globals = pushed.pop();
    }

    // A usage of four bytes has its page with it.
    private int full(int value, int bytes) {
        return bytes == Integer.BYTES ? value : globals.page << Short.SIZE | value;
    }

    private void usage(int value, int bytes) {
        if (usages.size() < MOST_USAGES) {
            usages.add(full(value, bytes));
        }
    }

    private void usageMinimum(int usage) {
        usageMinimum = Integer.toUnsignedLong(usage);
        hasMinimum = true;
    }

    private void usageRange(int maximum) {
        long last = Integer.toUnsignedLong(maximum);
        for (long usage = usageMinimum; hasMinimum && usage <= last && usages.size() < MOST_USAGES; usage++) {
            usages.add((int) usage);
        }
        hasMinimum = false;
    }

    private void begin() {
        if (collections.size() == MOST_NESTED) {
            problem("collections are nested too deep");
        } else {
            collections.push(++collection);
        }
        forgetLocals();
    }

    private void end() {
        if (collections.isEmpty()) {
            problem("there is no collection to end");
        } else {
            collections.pop();
        }
        forgetLocals();
    }

    private void forgetLocals() {
        usages.clear();
        hasMinimum = false;
    }

    // ---- Fields ----

    private void main(Kind kind, int flags) {
        int size = globals.size;
        long count = Integer.toUnsignedLong(globals.count);
        if (size == HidItem.FAULTY_REPORT_SIZE) {
            problem("a report size of 0x4000 is read as 8, with eight times as many");
            size = Byte.SIZE;
            count *= Byte.SIZE;
        }
        var place = new Place(kind, globals.report);
        int first = bits.getOrDefault(place, 0);
        if (size < 0 || size > MOST_BITS || count > MOST_BITS || count * size > MOST_BITS - first) {
            problem("a report is too long: bits=%d, count=%d".formatted(Integer.toUnsignedLong(size), count));
        } else {
            bits.put(place, first + (int) count * size);
            if (HidItem.CONSTANT.get(flags) == 0 && size > 0) {
                fields(kind, flags, first, size, (int) count);
            }
        }
        forgetLocals();
    }

    private void fields(Kind kind, int flags, int first, int size, int count) {
        if (size > LARGEST_FIELD) {
            problem("a field is too large to be read: bits=" + size);
            return;
        }
        for (int i = 0; i < count && !usages.isEmpty(); i++) {
            if (fields.size() == MOST_FIELDS) {
                problem("too many fields");
                return;
            }
            fields.add(field(kind, flags, first + i * size, size, i));
        }
    }

    private ReportField field(Kind kind, int flags, int bit, int size, int index) {
        boolean isArray = HidItem.VARIABLE.get(flags) == 0;
        int usage = usages.get(isArray ? 0 : Math.min(index, usages.size() - 1));
        boolean isRelative = HidItem.RELATIVE.get(flags) == 1;
        int inCollection = collections.isEmpty() ? 0 : collections.peek();
        return new ReportField(
                kind,
                globals.report,
                bit,
                size,
                usage,
                isArray,
                isRelative,
                globals.minimum,
                globals.maximum,
                inCollection);
    }

    private void problem(String what) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add("%s: offset=0x%x".formatted(what, at));
        }
    }
}
