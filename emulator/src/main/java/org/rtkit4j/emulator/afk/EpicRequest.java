package org.rtkit4j.emulator.afk;

/// A command of the AP to a service.
public final class EpicRequest {
    /// Done.
    public static final int SUCCESS = 0;

    /// An argument makes no sense. Source: IOKit's `IOReturn.h`, public.
    public static final int BAD_ARGUMENT = 0xe000_02c2;

    /// No such command. Source: the same.
    public static final int UNSUPPORTED = 0xe000_02c7;

    private final int type;
    private final byte[] bytes;
    private final int room;
    private final Reply reply;
    private boolean isAnswered;

    /// How it is answered.
    @FunctionalInterface
    interface Reply {
        void send(int returnCode, byte[] data);
    }

    EpicRequest(int type, byte[] bytes, int room, Reply reply) {
        this.type = type;
        this.bytes = bytes;
        this.room = room;
        this.reply = reply;
    }

    /// Returns the type, see [org.rtkit4j.wire.epic.Epic.Type].
    public int type() {
        return type;
    }

    /// Returns its data, a copy.
    public byte[] bytes() {
        return bytes;
    }

    /// Returns how many bytes the answer may have.
    public int room() {
        return room;
    }

    /// Answers it. What does not fit into the AP's buffer is left out. Only the first answer is sent.
    public void answer(int returnCode, byte[] data) {
        if (!isAnswered) {
            isAnswered = true;
            reply.send(returnCode, data);
        }
    }

    /// Answers it without data.
    public void answer(int returnCode) {
        answer(returnCode, new byte[0]);
    }
}
