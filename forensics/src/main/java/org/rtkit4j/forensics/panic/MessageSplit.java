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

    static MessageSplit of(String block, int faultingTask) {
        TaskMention best = null;
        int bestRank = -1;
        int tried = 0;
        for (int close = block.lastIndexOf(')'); close > 0 && tried < MAX_CANDIDATES; ) {
            TaskMention mention = TaskMention.endingAt(block, close);
            if (mention != null) {
                tried++;
                int rank = mention.rank(block, faultingTask);
                if (rank > bestRank) {
                    best = mention;
                    bestRank = rank;
                }
            }
            close = block.lastIndexOf(')', close - 1);
        }
        return best == null ? new MessageSplit(once(block), null, "") : best(block, best);
    }

    private static MessageSplit best(String block, TaskMention mention) {
        int feed = block.indexOf('\n', mention.close());
        String after = block.substring(mention.close() + 1, feed < 0 ? block.length() : feed);
        var task = new TaskRef(mention.id(), Escape.line(mention.name(block)));
        return new MessageSplit(block.substring(0, mention.dash()).strip(), task, after.strip());
    }

    /// Returns the message of a block without a task, which may hold it twice.
    private static String once(String block) {
        String text = block.strip();
        String first = text.substring(0, text.length() / 2).strip();
        boolean twice =
                text.length() > 2 * first.length() && text.charAt(first.length()) == '\n' && text.endsWith(first);
        return twice ? first : text;
    }
}
