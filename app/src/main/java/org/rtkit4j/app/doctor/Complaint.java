package org.rtkit4j.app.doctor;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.rtkit4j.app.terminal.Terminal;

/// One thing that was looked at, and what was found.
///
/// @param sentence what, without a full stop
/// @param advice what to do; empty where nothing is known to help
/// @param sources of what is not read off the machine itself
record Complaint(Kind kind, String sentence, String advice, List<String> sources) {
    /// How bad it is.
    enum Kind {
        /// As it should be.
        FINE,
        /// Could not be looked at.
        UNSEEN,
        /// Known to go wrong with this combination, by others.
        KNOWN,
        /// Wrong on this machine.
        WRONG;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Complaint {
        sources = List.copyOf(sources);
    }

    static Complaint of(Kind kind, String sentence) {
        return new Complaint(kind, sentence, "", List.of());
    }

    /// Whether it needs somebody to do something.
    boolean isBad() {
        return kind == Kind.KNOWN || kind == Kind.WRONG;
    }

    void write(PrintWriter out) {
        out.printf("%-7s %s.%n", kind.label(), Terminal.escape(sentence));
        if (!advice.isEmpty()) {
            out.println("        To do: " + Terminal.escape(advice) + ".");
        }
        sources.forEach(source -> out.println("        " + Terminal.escape(source)));
    }

    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("kind", kind.label());
        json.writeStringField("sentence", Terminal.escape(sentence));
        json.writeStringField("advice", Terminal.escape(advice));
        json.writeArrayFieldStart("sources");
        for (String source : sources) {
            json.writeString(Terminal.escape(source));
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
