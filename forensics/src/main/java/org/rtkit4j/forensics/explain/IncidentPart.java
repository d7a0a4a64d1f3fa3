package org.rtkit4j.forensics.explain;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.forensics.knowledge.Knowledge;
import org.rtkit4j.forensics.knowledge.KnowledgeRow;
import org.rtkit4j.forensics.model.IncidentReport;

/// A diagnostics file that is no panic: what it is, what that means for the hardware, and what to look for instead.
public final class IncidentPart {
    private static final String NOT_KNOWN =
            ", but a report of a kind that this program has no words for[: type {type}][, {name}]; a panic is of type"
                    + " 210";

    private IncidentPart() {}

    /// Returns the first sentence, with a capital and without its full stop.
    public static String sentence(IncidentReport incident) {
        KnowledgeRow row = row(incident);
        String form = row == null ? NOT_KNOWN : ", but a report of the kind {kind}: " + row.field("says");
        return "No panic" + SentenceForm.filled(form, values(incident));
    }

    /// The row by the name, which is what the file says of itself, else by the number.
    private static @Nullable KnowledgeRow row(IncidentReport incident) {
        KnowledgeRow row = Knowledge.incidentNamed(incident.name());
        return row == null ? Knowledge.incident(incident.bugType()) : row;
    }

    private static Map<String, String> values(IncidentReport incident) {
        Map<String, String> values = new HashMap<>(incident.details());
        values.put("who", incident.subject());
        values.put("type", incident.bugType());
        values.put("name", incident.name());
        values.put("kind", PanicPart.withName(incident.name(), incident.bugType()));
        values.put("system", Sentence.midst(incident.machine().family().system()));
        return values;
    }

    static void print(Page page, IncidentReport incident) {
        page.lead(page.style().alarm(sentence(incident) + "."));
        KnowledgeRow row = row(incident);
        if (row != null) {
            page.blank();
            page.lead("For the hardware: " + row.field("hardware"));
            page.lead("Look instead for: " + row.field("look") + ".");
            page.faint("Its kind by: " + row.sources().getFirst() + ".");
        }
        page.heading("Facts");
        page.fact("kind", PanicPart.withName(incident.bugType(), incident.name()));
        page.fact("program", incident.subject());
        page.fact(
                "model",
                PanicPart.withName(
                        incident.machine().model(), incident.machine().modelName()));
        page.fact("system", incident.machine().system());
        page.fact("reported", incident.details().getOrDefault("reportTime", ""));
    }
}
