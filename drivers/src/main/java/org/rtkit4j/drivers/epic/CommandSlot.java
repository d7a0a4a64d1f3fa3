package org.rtkit4j.drivers.epic;

import org.rtkit4j.wire.port.DeviceMemory;
import org.rtkit4j.wire.port.MemoryRefusedException;
import org.rtkit4j.wire.port.Releases;
import org.rtkit4j.wire.port.SharedBuffer;

/// The buffers of one command at a time, and the tag by which its answer is known.
///
/// A command that was given up keeps its slot until its answer comes, late, or never: the firmware may still write.
/// Any thread may call.
final class CommandSlot implements AutoCloseable {
    private static final int GENERATION = 0xff;

    private final int number;
    private final SharedBuffer request;
    private final SharedBuffer answer;
    private int generation;
    private int type;
    private State state = State.FREE;
    private int code;
    private long answerBytes;

    private enum State {
        FREE,
        WAITING,
        ANSWERED,
        ABANDONED
    }

    CommandSlot(int number, DeviceMemory memory, int bytes) throws MemoryRefusedException {
        this.number = number;
        request = memory.allocate(bytes);
        try {
            answer = memory.allocate(bytes);
        } catch (MemoryRefusedException e) {
            Releases.after(e, request::close);
            throw e;
        }
    }

    synchronized boolean isFree() {
        return state == State.FREE;
    }

    synchronized boolean isAnswered() {
        return state == State.ANSWERED;
    }

    /// Waits for an answer from now on, to a tag that the last ones did not have.
    synchronized void begin(int commandType) {
        type = commandType;
        generation = generation + 1 & GENERATION;
        state = State.WAITING;
    }

    /// Returns the type of the command.
    synchronized int type() {
        return type;
    }

    synchronized int tag() {
        return generation << 8 | number;
    }

    SharedBuffer request() {
        return request;
    }

    SharedBuffer answer() {
        return answer;
    }

    /// Takes an answer to this slot's tag.
    ///
    /// @return whether somebody waits for it, or has
    synchronized boolean onAnswer(int returnCode, long bytes) {
        boolean isExpected = state == State.WAITING || state == State.ABANDONED;
        if (isExpected) {
            code = returnCode;
            answerBytes = bytes;
            state = state == State.WAITING ? State.ANSWERED : State.FREE;
        }
        return isExpected;
    }

    synchronized int code() {
        return code;
    }

    /// Returns how many bytes the firmware says it has answered.
    synchronized long answerBytes() {
        return answerBytes;
    }

    /// Its user has what he wanted, or gives up, or has sent nothing.
    synchronized void end(boolean wasSent) {
        state = state == State.WAITING && wasSent ? State.ABANDONED : State.FREE;
    }

    @Override
    public void close() {
        Releases.all(request::close, answer::close);
    }
}
