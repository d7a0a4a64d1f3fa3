package org.rtkit4j.forensics.text;

/// The lines of a text, one after the other, through one [Scan].
public final class Lines {
    /// How often one line may be given back: no reader that hands lines on to others can go round in circles.
    private static final int MAX_REDELIVERIES = 8;

    private final String text;
    private final Scan scan = new Scan();
    private int start;
    private int end;
    private int next;
    private int number;
    private boolean again;
    private int redelivered;

    public Lines(String text) {
        this.text = text;
    }

    /// Moves to the next line; false at the end of the text.
    public boolean next() {
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

    /// Lets [#next] deliver the current line once more.
    public void back() {
        again = true;
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
        start = next;
        int feed = text.indexOf('\n', start);
        end = feed < 0 ? text.length() : feed;
        next = end + 1;
        number++;
        while (end > start && text.charAt(end - 1) == '\r') {
            end--;
        }
    }
}
