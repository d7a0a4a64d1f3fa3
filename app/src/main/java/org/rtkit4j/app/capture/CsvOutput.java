package org.rtkit4j.app.capture;

import java.io.PrintWriter;
import org.rtkit4j.app.terminal.Terminal;
import org.rtkit4j.capture.decode.CaptureVisitor;
import org.rtkit4j.capture.decode.CapturedMessage;
import org.rtkit4j.capture.decode.OpenRequests.Request;

/// Messages as comma-separated values (RFC 4180), with a head line.
///
/// Names and texts are whatever a file holds: one that a spreadsheet would compute gets an apostrophe in front.
final class CsvOutput implements CaptureVisitor {
    private static final String FORMULA_STARTS = "=+-@";
    private static final String HEAD =
            "number,time_ns,interface,direction,endpoint,endpoint_name,type,msg0,msg1,text,request,latency_ns,dropped";

    private final PrintWriter out;

    CsvOutput(PrintWriter out) {
        this.out = out;
        out.print(HEAD + "\r\n");
    }

    @Override
    public void onMessage(CapturedMessage message) {
        Request request = message.request();
        var line = new StringBuilder(160);
        line.append(message.number()).append(',').append(message.timeNanos());
        line.append(',').append(cell(Terminal.escape(message.interfaceOf().name())));
        line.append(',').append(Rows.direction(message.direction()));
        line.append(',').append(message.endpoint()).append(',').append(cell(message.endpointName()));
        line.append(',').append(cell(message.type()));
        line.append(',').append(Rows.word(message.msg0()));
        line.append(',').append(Rows.word(message.msg1()));
        line.append(',').append(cell(message.text())).append(',');
        if (request != null) {
            line.append(request.number()).append(',').append(message.latencyNanos());
        } else {
            line.append(',');
        }
        out.append(line.append(',').append(message.dropped()).append("\r\n"));
    }

    private static String cell(String text) {
        boolean isFormula = !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0;
        return quoted(isFormula ? "'" + text : text);
    }

    private static String quoted(String text) {
        boolean isPlain = text.chars().noneMatch(c -> c == ',' || c == '"' || c < 0x20);
        return isPlain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
