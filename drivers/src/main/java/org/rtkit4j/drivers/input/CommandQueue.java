package org.rtkit4j.drivers.input;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.drivers.dockchannel.PacketLink;
import org.rtkit4j.wire.dockchannel.DockPacket;
import org.rtkit4j.wire.dockchannel.DockPayload;

/// Commands, one at a time: the next is sent once the one before was answered, or given up.
final class CommandQueue {
    /// Nothing is waited for.
    static final long NEVER = Long.MAX_VALUE;

    private static final int MOST_WAITING = 64;

    private final PacketLink link;
    private final long timeoutNanos;
    private final Consumer<InputFault> trouble;
    private final ArrayDeque<HidCommand> waiting = new ArrayDeque<>();
    private final int[] sequences = new int[DockPacket.INTERFACES];
    private @Nullable HidCommand current;
    private int sequence;
    private long sinceNanos;

    CommandQueue(PacketLink link, long timeoutNanos, Consumer<InputFault> trouble) {
        this.link = link;
        this.timeoutNanos = timeoutNanos;
        this.trouble = trouble;
    }

    /// Adds a command; one too many is dropped, as if it were not answered.
    void add(HidCommand command) {
        if (waiting.size() < MOST_WAITING) {
            waiting.add(command);
        } else {
            trouble.accept(new InputFault.NoAnswer(command.what(), 0));
            command.answer().onFailed();
        }
    }

    /// Sends what can be sent, and gives up what takes too long.
    ///
    /// @return whether the firmware takes no commands any more
    boolean work(long nowNanos) {
        HidCommand late = current;
        if (late != null && nowNanos - sinceNanos >= timeoutNanos) {
            if (link.isSending()) {
                return true;
            }
            giveUp(late, nowNanos - sinceNanos);
        }
        if (current == null && !link.isSending() && !waiting.isEmpty()) {
            send(waiting.removeFirst(), nowNanos);
        }
        return false;
    }

    private void giveUp(HidCommand command, long waitedNanos) {
        current = null;
        trouble.accept(new InputFault.NoAnswer(command.what(), waitedNanos));
        if (command.attempts() > 1) {
            waiting.addFirst(command.again());
        } else {
            command.answer().onFailed();
        }
    }

    private void send(HidCommand command, long nowNanos) {
        current = command;
        sinceNanos = nowNanos;
        sequence = sequences[command.number()]++ & 0xff;
        link.send(command.number(), sequence, command.flags(), command.data(), command.data().length);
    }

    /// Returns when [#work] has to be called again at the latest.
    long dueNanos() {
        return current == null ? NEVER : sinceNanos + timeoutNanos;
    }

    /// Takes an answer.
    void onAnswer(long header, long head, byte[] bytes, int from, int length) {
        HidCommand asked = current;
        int number = (int) DockPacket.INTERFACE.get(header);
        int answered = (int) DockPacket.SEQUENCE.get(header);
        if (asked == null
                || number != asked.number()
                || answered != sequence
                || DockPayload.FLAGS.get(head) != asked.flags()
                || length < 1
                || bytes[from] != asked.data()[0]) {
            trouble.accept(new InputFault.OtherAnswer(number, answered, length < 1 ? 0 : bytes[from] & 0xff));
            return;
        }
        current = null;
        int code = (int) DockPayload.RETURN_CODE.get(head);
        if (code == 0) {
            asked.answer().onDone(bytes, from + 1, length - 1);
        } else {
            trouble.accept(new InputFault.Refused(asked.what(), code));
            asked.answer().onFailed();
        }
    }

    /// Forgets everything, on both sides.
    void reset() {
        waiting.clear();
        current = null;
        Arrays.fill(sequences, 0);
    }
}
