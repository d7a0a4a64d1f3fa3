package org.rtkit4j.forensics.text;

import java.util.function.IntConsumer;

/// The lines of a text, one after the other, through one [Scan].
public final class Lines {
    /// How often one line may be given back: no reader that hands lines on to others can go round in circles.
    private static final int MAX_REDELIVERIES = 8;

    private static final int MAX_EXTENSIONS = 2;

    private final String text;
    private final int before;
    private final Scan scan = new Scan();
    private int start;
    private int end;
    private int next;
    private int number;
    private boolean again;
    private int redelivered;
    private int extended;
    private int lastGuess;
    private IntConsumer guesses = line -> {};

    public Lines(String text) {
        this(text, 0);
    }

    /// @param before how many lines of the file stand before the text
    public Lines(String text, int before) {
        this.text = text;
        this.before = before;
        this.number = before;
    }

    /// Moves to the next line; false at the end of the text.
    public boolean next() {
        reportGuess();
        if (again && redelivered < MAX_REDELIVERIES) {
            again = false;
            redelivered++;
        } else if (next >= text.length()) {
            return false;
        } else {
            advance();
        }
        scan.over(text, start, end);
        return true;
    }

    /// The whole text.
    public String text() {
        return text;
    }

    /// Begins with the first line again.
    public void restart() {
        next = 0;
        number = before;
        again = false;
        extended = 0;
    }

    /// Lets [#next] deliver the current line once more.
    public void back() {
        again = true;
    }

    /// Lets the current line go on in the next one, as a line does that a copy has wrapped. Blanks and line ends are
    /// the same to a [Scan].
    ///
    /// @return false at the end of the text, before a blank line, and where it was done often enough
    public boolean extend() {
        if (extended == MAX_EXTENSIONS || next >= text.length()) {
            return false;
        }
        int feed = text.indexOf('\n', next);
        int lineEnd = feed < 0 ? text.length() : feed;
        if (lineEnd == next) {
            return false;
        }
        extended++;
        next = lineEnd + 1;
        scan.over(text, start, lineEnd);
        return true;
    }

    /// Takes [#extend] back: what the line was extended by is delivered for itself.
    public void shrink() {
        if (extended > 0) {
            extended = 0;
            next = end(start) + 1;
            scan.over(text, start, end);
        }
    }

    /// Calls `consumer` with the number of each line in which a letter was taken for a digit.
    public void onGuess(IntConsumer consumer) {
        reportGuess();
        guesses = consumer;
    }

    private void reportGuess() {
        if (scan.guessed() && number > lastGuess) {
            lastGuess = number;
            guesses.accept(number);
        }
    }

    private int end(int from) {
        int feed = text.indexOf('\n', from);
        return feed < 0 ? text.length() : feed;
    }

    /// The current line.
    public Scan scan() {
        return scan;
    }

    /// The number of the current line, from 1.
    public int number() {
        return number;
    }

    /// Where the current line starts in the text.
    public int offset() {
        return start;
    }

    private void advance() {
        again = false;
        redelivered = 0;
        number += 1 + extended;
        extended = 0;
        start = next;
        end = end(start);
        next = end + 1;
        while (end > start && text.charAt(end - 1) == '\r') {
            end--;
        }
    }
}
