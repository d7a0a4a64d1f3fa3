package org.rtkit4j.forensics.panic;

import org.rtkit4j.forensics.assembly.Draft;
import org.rtkit4j.forensics.model.Limits;
import org.rtkit4j.forensics.text.Escape;
import org.rtkit4j.forensics.text.Lines;
import org.rtkit4j.forensics.text.Scan;

/// The core's error registers: `l2c_err_sts 0x5000fbfc00000000, l2c_err_adr 000000000000000000, ...`.
final class AsyncErrorReader {
    private static final int DIGITS = 16;

    private final Lines lines;
    private final Draft draft;

    AsyncErrorReader(Lines lines, Draft draft) {
        this.lines = lines;
        this.draft = draft;
    }

    void read() {
        draft.detail("asyncErrorCore", Escape.line(lines.scan().before("Async error info:")));
        while (lines.next()) {
            Scan line = lines.scan().unquote();
            if (!line.atEnd() && (!line.contains("_err_") || !readRow(line))) {
                lines.back();
                return;
            }
        }
    }

    private boolean readRow(Scan line) {
        boolean any = false;
        while (!line.skipBlanks().atEnd()) {
            String name = line.word();
            if (name.length() > 20 || !line.skipBlanks().hex(DIGITS)) {
                String text = Escape.line(name + " " + line.before(","));
                draft.warnings().atLine(lines.number(), "error register not readable: ", text);
                any |= name.contains("_err_");
                continue;
            }
            any = true;
            if (draft.asyncErrors.size() < Limits.REGISTERS) {
                draft.asyncErrors.put(Escape.line(name), line.value());
            }
            line.take(",");
        }
        return any;
    }
}
