package org.rtkit4j.drivers.iomfb;

import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.iomfb.CallContext;
import org.rtkit4j.wire.iomfb.CallPacket;

/// The AP's calls that wait for the firmware, the innermost on top: where each lies, and who hears its answer.
///
/// Fixed arrays: a call allocates nothing.
final class CallStack {
    /// How deep calls may nest. Linux has 8.
    static final int DEEPEST = 8;

    private final CallContext[] contexts = new CallContext[DEEPEST];
    private final int[] outputsAt = new int[DEEPEST];
    private final int[] outputBytes = new int[DEEPEST];
    private final @Nullable AnswerListener[] answers = new AnswerListener[DEEPEST];
    private int depth;

    boolean isEmpty() {
        return depth == 0;
    }

    /// Returns whether a call with so many bytes has room.
    boolean hasRoom(int bytes) {
        return depth < DEEPEST && next() + bytes <= CallContext.AREA_BYTES;
    }

    /// Returns where the packet of the next call begins, from the start of the area.
    int next() {
        return depth == 0 ? 0 : CallPacket.next(outputsAt[depth - 1] + outputBytes[depth - 1]);
    }

    void push(CallContext context, int outputAt, int bytes, AnswerListener answer) {
        contexts[depth] = context;
        outputsAt[depth] = outputAt;
        outputBytes[depth] = bytes;
        answers[depth] = answer;
        depth++;
    }

    /// Returns whether an answer in a context can be the innermost call's.
    boolean awaits(CallContext context) {
        return depth > 0 && contexts[depth - 1] == context;
    }

    int outputAt() {
        return outputsAt[depth - 1];
    }

    int outputBytes() {
        return outputBytes[depth - 1];
    }

    /// Takes the innermost call off; returns who hears its answer, or null where nobody does any more.
    @Nullable
    AnswerListener pop() {
        depth--;
        AnswerListener answer = answers[depth];
        answers[depth] = null;
        return answer;
    }

    /// Whoever waits for the innermost call does so no more; its place stays taken until the firmware answers.
    void abandon() {
        if (depth > 0) {
            answers[depth - 1] = null;
        }
    }

    void clear() {
        while (depth > 0) {
            pop();
        }
    }
}
