package org.rtkit4j.forensics.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Takes a report out of a chat between several people: what the one who posted the panic wrote, without what stands in
/// front of it. What the others wrote becomes blank lines, so that line numbers stay right.
final class ChatLines {
    /// A chat that people copy is short.
    private static final int MOST_CHARS = 1 << 16;

    private static final String NAME = "([^:<>\\[\\]\\n]{1,40})";
    private static final String DAY = "\\d{1,4}[./-]\\d{1,2}[./-]\\d{1,4}";
    private static final String TIME = "\\d{1,2}:\\d\\d(?::\\d\\d)?(?: ?[AaPp][Mm])?";
    /// What stands before a message, or on the line above it: `[01.02.30, 10:12:33] Anna: `,
    /// `01/02/2030, 10:12 - Anna: `, `10:12 <anna> `, `Anna, [1. Feb 2030 at 10:12]:`, `Anna - Today at 10:12 AM`.
    private static final Pattern HEAD =
            Pattern.compile("(?:^|(?<=\\n))(?:\\[" + DAY + ",? " + TIME + "\\] " + NAME + ": "
                    + "|" + DAY + ",? " + TIME + " - " + NAME + ": "
                    + "|\\[?" + TIME + "\\]? <" + NAME + "> "
                    + "|" + NAME + ", \\[[^\\]\\n]{4,24} " + TIME + "\\]:?(?=\\n)"
                    + "|" + NAME + " - (?:Today|Yesterday|" + DAY + ")(?: at)?,? " + TIME + "(?=\\n))");

    private ChatLines() {}

    /// Returns what the reporter wrote; the same object where the text is no chat of several.
    static String ofReporter(Haystack haystack) {
        String text = haystack.text();
        int panic = text.length() > MOST_CHARS ? -1 : haystack.indexOf(SharedPrefix.PANIC);
        String reporter = panic < 0 ? "" : speakerAt(text, panic);
        return reporter.isEmpty() ? text : ofSpeaker(text, reporter);
    }

    private static String speakerAt(String text, int place) {
        Matcher head = HEAD.matcher(text).region(0, place);
        String speaker = "";
        while (head.find()) {
            speaker = name(head);
        }
        return speaker;
    }

    private static String ofSpeaker(String text, String speaker) {
        var kept = new StringBuilder(text.length());
        Matcher head = HEAD.matcher(text);
        boolean isSpeakers = true;
        boolean hasOthers = false;
        int from = 0;
        while (head.find()) {
            append(kept, text.substring(from, head.start()), isSpeakers);
            isSpeakers = name(head).equals(speaker);
            hasOthers |= !isSpeakers;
            from = head.end();
        }
        append(kept, text.substring(from), isSpeakers);
        return hasOthers ? kept.toString() : text;
    }

    private static void append(StringBuilder kept, String said, boolean isSpeakers) {
        if (isSpeakers) {
            kept.append(said);
            return;
        }
        for (int feed = said.indexOf('\n'); feed >= 0; feed = said.indexOf('\n', feed + 1)) {
            kept.append('\n');
        }
    }

    private static String name(Matcher head) {
        for (int group = 1; group <= head.groupCount(); group++) {
            String name = head.group(group);
            if (name != null) {
                return name;
            }
        }
        throw new IllegalStateException("each head has a name");
    }
}
