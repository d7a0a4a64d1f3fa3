package org.rtkit4j.forensics.panic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rtkit4j.forensics.assembly.Draft;
import org.rtkit4j.forensics.model.ApLog;
import org.rtkit4j.forensics.model.Limits;
import org.rtkit4j.forensics.model.MailboxRow;
import org.rtkit4j.forensics.requests.Ring;
import org.rtkit4j.forensics.text.Escape;
import org.rtkit4j.forensics.text.Lines;
import org.rtkit4j.forensics.text.Scan;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.register.MailboxWord;

/// The log that the AP keeps of the mailbox: state, then a ring printed from slot 0.
///
/// ```text
/// 0x00000021fe902b64 | [RX] | Interrupt
/// 0x00000021fe902bd0 | [RX] | 0x0000000000000242 0x0010010000000037
/// 0x00000021fe9034ac | [TX] | 0x00001b7000000202 0x0000000000000037
/// ```
///
/// The message comes first, the word with the endpoint second: the reverse of Linux. `[RX]` came from the
/// co-processor.
final class ApLogReader {
    private static final int WORD_DIGITS = 16;
    private static final int CONTROL_DIGITS = 8;

    private final Lines lines;
    private final Draft draft;
    private final Map<String, String> state = new LinkedHashMap<>();
    private final List<MailboxRow> rows = new ArrayList<>();
    private boolean inRows;

    ApLogReader(Lines lines, Draft draft) {
        this.lines = lines;
        this.draft = draft;
    }

    void read() {
        while (lines.next()) {
            Scan line = lines.scan().unquote();
            if (!line.atEnd() && !readLine(line)) {
                lines.back();
                break;
            }
        }
        Ring.Ordered ordered = Ring.byTime(rows);
        if (ordered.sorted()) {
            draft.warnings().once("the AP's mailbox log goes back in time more than once: its rows were sorted");
        }
        draft.apLog = new ApLog(state, ordered.rows(), ordered.rotatedBy());
    }

    private boolean readLine(Scan line) {
        if (line.looksLikeHex() || (inRows && line.contains("|") && !line.startsWith("Timestamp"))) {
            readRow(line);
            return true;
        }
        if (line.contains("Mailbox Log")) {
            inRows = true;
            return true;
        }
        return line.startsWith("Timestamp") || line.startsWith("Mailbox Status") || (!inRows && readState(line));
    }

    private boolean readState(Scan line) {
        if (line.startsWith("Debugger message:") || line.startsWith("Mailbox (")) {
            return false;
        }
        String mark = line.contains(" = ") ? " = " : ":";
        if (!line.contains(mark)) {
            return false;
        }
        String name = Escape.line(line.before(mark));
        if (state.size() < Limits.DETAILS && isWhole(name, line)) {
            state.putIfAbsent(name, Escape.line(line.rest()));
        }
        return true;
    }

    /// Whether a register is printed with all its digits; others are no numbers, or have no fixed width.
    private boolean isWhole(String name, Scan line) {
        int from = line.skipBlanks().position();
        boolean whole = !name.endsWith("_CTRL") || line.hex(CONTROL_DIGITS);
        if (!whole) {
            draft.warnings()
                    .atLine(
                            lines.number(),
                            "control register not readable: ",
                            line.rewind().rest());
        }
        line.moveTo(from);
        return whole;
    }

    private void readRow(Scan line) {
        int from = line.position();
        boolean read = parseRow(line);
        while (!read && line.skipBlanks().atEnd() && lines.extend()) {
            read = parseRow(line.moveTo(from));
        }
        if (!read) {
            lines.shrink();
            draft.tornRows++;
            draft.warnings()
                    .atLine(
                            lines.number(),
                            "row of the AP's log torn: ",
                            line.moveTo(from).rest());
        }
    }

    private boolean parseRow(Scan line) {
        if (!line.hex(WORD_DIGITS) || !line.skipBlanks().take("|")) {
            return false;
        }
        long time = line.value();
        boolean sent = line.skipBlanks().take("[TX]");
        if ((!sent && !line.take("[RX]")) || !line.skipBlanks().take("|")) {
            return false;
        }
        Direction direction = sent ? Direction.AP_TO_IOP : Direction.IOP_TO_AP;
        if (line.skipBlanks().take("Interrupt")) {
            keep(MailboxRow.interrupt(time, direction));
            return true;
        }
        return readMessage(line, time, direction);
    }

    private boolean readMessage(Scan line, long time, Direction direction) {
        if (!line.hex(WORD_DIGITS)) {
            return false;
        }
        long message = line.value();
        if (!line.skipBlanks().hex(WORD_DIGITS) || !line.skipBlanks().atEnd()) {
            return false;
        }
        int endpoint = (int) MailboxWord.ENDPOINT.get(line.value());
        keep(new MailboxRow(time, direction, endpoint, message, line.value(), MailboxRow.Kind.MESSAGE));
        return true;
    }

    private void keep(MailboxRow row) {
        draft.add(rows, row, Limits.ROWS_PER_LOG, "rows of the AP's log");
    }
}
