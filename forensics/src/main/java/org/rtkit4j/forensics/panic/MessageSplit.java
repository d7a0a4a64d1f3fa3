package org.rtkit4j.forensics.panic;

import org.jspecify.annotations.Nullable;
import org.rtkit4j.forensics.model.TaskRef;
import org.rtkit4j.forensics.text.Escape;

/// Takes `message - task(id)`, followed by the message again, apart.
///
/// The message may have several lines and may hold ` - name(5)` itself. So of all places that could be the task, the
/// last one counts behind which the text before it stands once more; failing that, the last one with the number of
/// the faulting task; failing that, the last one.
///
/// @param message the message, once
/// @param task the task, or null where none is named
/// @param after what stands behind the task on its line, for example `OUTBOX1 not ready`
record MessageSplit(String message, @Nullable TaskRef task, String after) {
    private static final int MAX_CANDIDATES = 64;
    private static final int MAX_ID_DIGITS = 6;

    static MessageSplit of(String block, int faultingTask) {
        Candidate best = null;
        int tried = 0;
        for (int close = block.lastIndexOf(')'); close > 0 && tried < MAX_CANDIDATES; ) {
            Candidate candidate = Candidate.endingAt(block, close);
            if (candidate != null) {
                tried++;
                best = better(best, candidate, block, faultingTask);
            }
            close = block.lastIndexOf(')', close - 1);
        }
        return best == null ? new MessageSplit(once(block), null, "") : best.split(block);
    }

    private static Candidate better(@Nullable Candidate best, Candidate other, String block, int faultingTask) {
        return best == null || other.rank(block, faultingTask) > best.rank(block, faultingTask) ? other : best;
    }

    /// Returns the message of a block without a task, which may hold it twice.
    private static String once(String block) {
        String text = block.strip();
        int half = text.length() / 2;
        int feed = text.indexOf('\n');
        if (feed < 0 || half == 0) {
            return text;
        }
        String first = text.substring(0, half).strip();
        return first.equals(text.substring(text.length() - first.length())) ? first : text;
    }

    /// One place that could name the task: `block[dash, close]` is ` - name(id)`.
    private record Candidate(int dash, int close, TaskRef task) {
        static @Nullable Candidate endingAt(String block, int close) {
            int open = close - 1;
            while (open > 0 && close - open <= MAX_ID_DIGITS && isDigit(block.charAt(open))) {
                open--;
            }
            if (open == close - 1 || block.charAt(open) != '(') {
                return null;
            }
            int dash = block.lastIndexOf("- ", open);
            boolean apart = dash == 0 || (dash > 0 && block.charAt(dash - 1) <= ' ');
            if (dash < 0 || !apart || open - dash > 64) {
                return null;
            }
            String name = block.substring(dash + 2, open).strip();
            return name.isEmpty() || name.indexOf('\n') >= 0
                    ? null
                    : new Candidate(
                            dash, close, new TaskRef(Integer.parseInt(block, open + 1, close, 10), Escape.line(name)));
        }

        int rank(String block, int faultingTask) {
            int agrees = task.id() == faultingTask ? 1 : 0;
            return isRepeated(block) ? 2 + agrees : agrees;
        }

        /// Whether what stands before the task stands behind its line once more.
        private boolean isRepeated(String block) {
            String message = block.substring(0, dash).strip();
            int feed = block.indexOf('\n', close);
            if (feed < 0 || message.isEmpty()) {
                return false;
            }
            int from = feed + 1;
            while (from < block.length() && block.charAt(from) <= ' ') {
                from++;
            }
            return block.startsWith(message, from);
        }

        MessageSplit split(String block) {
            int feed = block.indexOf('\n', close);
            String after =
                    block.substring(close + 1, feed < 0 ? block.length() : feed).strip();
            return new MessageSplit(block.substring(0, dash).strip(), task, after);
        }

        private static boolean isDigit(char c) {
            return c >= '0' && c <= '9';
        }
    }
}
