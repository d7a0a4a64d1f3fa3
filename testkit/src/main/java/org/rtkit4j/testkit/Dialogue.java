package org.rtkit4j.testkit;

import java.util.List;
import org.junit.jupiter.api.Assertions;

/// A conversation written down, line by line, and played against an AP.
///
/// ```text
/// < 00:00100000000c000b   HELLO 11..12              the co-processor says
/// > 00:00200000000c000c   HELLO_ACK 12              the AP must answer
/// ```
///
/// What stands behind the word is a comment; empty lines and lines that start with `#` are skipped.
public final class Dialogue {
    private final List<String> lines;

    private Dialogue(List<String> lines) {
        this.lines = lines;
    }

    /// Reads a dialogue, a word a line.
    public static Dialogue of(String text) {
        return new Dialogue(text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList());
    }

    /// Plays every line: says what the co-processor says, lets `ap` work, and compares what the AP sends.
    ///
    /// @param ap lets the AP handle what is in its mailbox
    public void play(FakeMailbox mailbox, Runnable ap) {
        for (String line : lines) {
            String word = line.substring(2).split("\\s", 2)[0];
            switch (line.charAt(0)) {
                case '<' -> {
                    mailbox.say(Integer.parseInt(word, 0, 2, 16), Long.parseUnsignedLong(word.substring(3), 16));
                    ap.run();
                }
                case '>' -> Assertions.assertEquals(word, mailbox.heard(), line);
                default -> throw new IllegalArgumentException("a line begins with < or >: line=" + line);
            }
            ap.run();
        }
    }

    /// As [#play], and nothing may be left unsaid.
    public void playAll(FakeMailbox mailbox, Runnable ap) {
        play(mailbox, ap);
        Assertions.assertEquals("", mailbox.heard(), "the AP said more than the dialogue");
    }
}
