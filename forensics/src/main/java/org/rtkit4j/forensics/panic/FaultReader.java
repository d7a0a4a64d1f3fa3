package org.rtkit4j.forensics.panic;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.forensics.assembly.Draft;
import org.rtkit4j.forensics.model.Limits;
import org.rtkit4j.forensics.model.RegisterDump;
import org.rtkit4j.forensics.model.RegisterDump.Syndrome;
import org.rtkit4j.forensics.model.StackAddress;
import org.rtkit4j.forensics.model.TaskRef;
import org.rtkit4j.forensics.text.Escape;
import org.rtkit4j.forensics.text.Lines;
import org.rtkit4j.forensics.text.Scan;

/// `Faulting task  27 Call Stack: 0x...`, or `Faulting task stack frame:` with registers below it.
final class FaultReader {
    private static final int ADDRESS_DIGITS = 16;

    private final Lines lines;
    private final Draft draft;

    FaultReader(Lines lines, Draft draft) {
        this.lines = lines;
        this.draft = draft;
    }

    /// Reads on behind the words `Faulting task`.
    void read() {
        Scan line = lines.scan().skipBlanks();
        if (line.decimalOrGuess() && line.value() <= Integer.MAX_VALUE) {
            draft.faultingTask = new TaskRef((int) line.value(), null);
        } else if (line.contains("Call Stack")) {
            draft.warnings().atLine(lines.number(), "number of the faulting task not readable: ", line.word());
        }
        line.skipBlanks();
        if (line.takeLabel("Call Stack")) {
            readAddresses(line);
        } else if (line.takeLabel("stack frame")) {
            readFrame();
        } else {
            draft.warnings().atLine(lines.number(), "faulting task without call stack or frame: ", line.rest());
        }
    }

    /// Addresses, and more of them in the next lines where a copy has wrapped the line. A zero ends them.
    private void readAddresses(Scan line) {
        boolean more = takeAddresses(line);
        while (more && lines.next()) {
            Scan next = lines.scan().unquote();
            if (!next.looksLikeHex()) {
                lines.back();
                return;
            }
            more = takeAddresses(next);
        }
    }

    private boolean takeAddresses(Scan line) {
        while (line.skipBlanks().looksLikeHex()) {
            if (!line.hex(ADDRESS_DIGITS)) {
                draft.warnings().atLine(lines.number(), "address of the call stack not readable: ", line.word());
            } else if (line.value() == 0) {
                return false;
            } else {
                keep(line.value());
            }
        }
        if (!line.atEnd()) {
            draft.warnings().atLine(lines.number(), "not an address in the call stack: ", line.rest());
        }
        return line.atEnd();
    }

    private void keep(long address) {
        draft.add(draft.callStack, new StackAddress(address), Limits.STACK_ADDRESSES, "call stack addresses");
    }

    /// Rows of `name=value`, until a line holds none.
    private void readFrame() {
        Map<String, Long> values = new LinkedHashMap<>();
        while (lines.next()) {
            Scan line = lines.scan().unquote();
            if (!line.atEnd() && !takeRegisters(line, values)) {
                lines.back();
                break;
            }
        }
        draft.registers =
                new RegisterDump(RegisterDump.Architecture.AARCH64, values, syndrome(values), values.get("psr"), null);
    }

    private boolean takeRegisters(Scan line, Map<String, Long> values) {
        boolean any = false;
        while (line.contains("=")) {
            String name = name(line.before("="));
            line.skipBlanks();
            boolean read = isWide(name) ? line.hex(ADDRESS_DIGITS) : !name.isEmpty() && line.hex();
            if (!read) {
                draft.warnings()
                        .atLine(lines.number(), "register not readable: ", Escape.line(name + "=" + line.word()));
            } else if (values.size() < Limits.REGISTERS) {
                values.putIfAbsent(name, line.value());
            }
            any |= read;
            line.take(",");
        }
        return any;
    }

    /// Whether a register is printed with all its digits.
    private static boolean isWide(String name) {
        return switch (name) {
            case "pc", "sp", "lr", "far" -> true;
            default -> name.length() > 1 && name.charAt(0) == 'x' && Character.isDigit(name.charAt(1));
        };
    }

    /// Returns the last word, with the architecture's name for a general register: reports print `r05` for x5.
    private String name(String text) {
        String word = text.substring(text.lastIndexOf(' ') + 1);
        if (word.length() > 20 || !isIdentifier(word)) {
            return "";
        }
        var number = new Scan(word);
        if (!number.take("r") || !number.decimalOrGuess() || !number.atEnd()) {
            return word;
        }
        if (number.guessed()) {
            draft.warnings().atLine(lines.number(), "letters in a register's number taken for digits: ", word);
        }
        return "x" + number.value();
    }

    private static boolean isIdentifier(String word) {
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c != '_' && (c > 0x7e || !Character.isLetterOrDigit(c))) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Syndrome syndrome(Map<String, Long> values) {
        Long exceptionClass = values.remove("class");
        Long specific = values.remove("iss");
        Long whole = values.remove("esr");
        if (whole != null) {
            return new Syndrome(whole, false);
        }
        return exceptionClass == null ? null : Syndrome.of(exceptionClass, specific == null ? 0 : specific);
    }
}
