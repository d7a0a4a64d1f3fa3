package org.rtkit4j.forensics.panic;

import org.rtkit4j.forensics.assembly.Draft;
import org.rtkit4j.forensics.model.Limits;
import org.rtkit4j.forensics.model.Section;
import org.rtkit4j.forensics.text.Escape;
import org.rtkit4j.forensics.text.Lines;
import org.rtkit4j.forensics.text.Scan;

/// `Unknown Section: Section 'Cpct' [0x43706374], Version 1.0, size 64`, and rows of words, printed as values.
final class UnknownSectionReader {
    private static final int WORD_DIGITS = 8;
    private static final String HEX = "0123456789abcdef";

    private final Lines lines;
    private final Draft draft;
    private final StringBuilder data = new StringBuilder();

    UnknownSectionReader(Lines lines, Draft draft) {
        this.lines = lines;
        this.draft = draft;
    }

    void read() {
        Scan head = lines.scan();
        int line = lines.number();
        head.skipPast("Section '");
        String tag = Escape.line(head.before("'"));
        String version = head.skipPast("Version ") ? Escape.line(head.before(",")) : null;
        long size = head.skipPast("size ") && head.decimal() ? head.value() : -1;
        readWords();
        if (size != data.length() / 2) {
            draft.warnings()
                    .atLine(
                            line,
                            "section shorter or longer than it says: tag=" + tag + ", says=" + size + ", bytes="
                                    + data.length() / 2);
        }
        draft.add(draft.sections, new Section(tag, version, size, 0, data.toString()), Limits.SECTIONS, "sections");
    }

    private void readWords() {
        while (lines.next()) {
            Scan line = lines.scan().unquote();
            if (!line.looksLikeHex()) {
                lines.back();
                return;
            }
            while (line.skipBlanks().looksLikeHex()) {
                if (!line.hex(WORD_DIGITS)) {
                    draft.warnings().atLine(lines.number(), "word of a section not readable: ", line.word());
                    return;
                }
                littleEndian(line.value());
            }
        }
    }

    private void littleEndian(long word) {
        for (int shift = 0; shift < 32; shift += 8) {
            data.append(HEX.charAt((int) (word >>> (shift + 4)) & 0xf));
            data.append(HEX.charAt((int) (word >>> shift) & 0xf));
        }
    }
}
