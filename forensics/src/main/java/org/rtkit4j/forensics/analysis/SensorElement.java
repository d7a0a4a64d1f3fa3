package org.rtkit4j.forensics.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.rtkit4j.forensics.text.Escape;
import org.rtkit4j.forensics.text.Scan;

/// An element that is not zero of the sensor arrays that an SMC prints: which sensors did not answer. Which part a bit
/// stands for depends on the model, and is nowhere documented by Apple.
///
/// ```text
/// S.sensor array 0 - 6 is 0x0, 0x1000, 0x0, 0x0, 0x0, 0x0, 0x0      numbers may be decimal, too
/// sensor array is 0x400
/// sensor array: 0x0 0x1000 0x0 0x0
/// sensor array 1310720 (TAAA TAAB)
/// ```
///
/// @param array the letter before the dot: `S`, `F`
/// @param element its place in the array, from the range's start on
/// @param bits numbers of the bits that are set, ascending
public record SensorElement(String array, long element, long value, List<Integer> bits) {
    private static final String WORDS = "sensor array";
    private static final int MOST = 64;

    public SensorElement {
        bits = List.copyOf(bits);
    }

    private static SensorElement of(String array, long element, long value) {
        List<Integer> bits = LongStream.range(0, Long.SIZE)
                .filter(bit -> (value >>> bit & 1) == 1)
                .mapToObj(bit -> (int) bit)
                .toList();
        return new SensorElement(array, element, value, bits);
    }

    /// Returns whether a message prints such arrays, with or without an element that is not zero.
    static boolean isIn(String message) {
        return message.contains(WORDS);
    }

    /// Returns the elements of a message that are not zero, in its order.
    static List<SensorElement> in(String message) {
        return message.lines()
                .flatMap(line -> ofLine(new Scan(line)).stream())
                .distinct()
                .limit(MOST)
                .toList();
    }

    private static List<SensorElement> ofLine(Scan line) {
        String array = line.contains("." + WORDS) ? Escape.line(line.before("." + WORDS)) : "";
        boolean isArray = !array.isEmpty() || line.skipPast(WORDS);
        if (!isArray) {
            return List.of();
        }
        int from = line.position();
        long first = line.skipBlanks().decimal() ? line.value() : 0;
        boolean isOnly = line.skipBlanks().startsWith("(");
        line.moveTo(from);
        if (!isOnly && !line.skipPast(" is ") && !line.skipBlanks().take(":")) {
            return List.of();
        }
        first = isOnly ? 0 : first;
        String letter = array.substring(array.lastIndexOf(' ') + 1);
        var found = new ArrayList<SensorElement>();
        for (long i = first; i - first < MOST && number(line.skipBlanks()); i++) {
            if (line.value() != 0) {
                found.add(of(letter, i, line.value()));
            }
            line.skipBlanks().take(",");
        }
        return found;
    }

    /// Hex, decimal, or the letter that a scanned picture made of 0.
    private static boolean number(Scan line) {
        return line.startsWith("0x") ? line.hex() : line.decimalOrGuess() || line.hex();
    }

    /// Returns for example `S, element 1 = 0x1000 (bit 12)`.
    @Override
    public String toString() {
        String name = array.isEmpty() ? "" : array + ", ";
        return name + "element " + element + " = 0x" + Long.toHexString(value) + " (" + bitNames() + ")";
    }

    private String bitNames() {
        StringBuilder names = new StringBuilder(bits.size() == 1 ? "bit " : "bits ");
        for (int i = 0; i < bits.size(); i++) {
            names.append(i == 0 ? "" : i == bits.size() - 1 ? " and " : ", ").append(bits.get(i));
        }
        return names.toString();
    }
}
