package org.rtkit4j.core.session;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.message.Endpoints;
import org.rtkit4j.wire.message.Vocabulary;
import org.rtkit4j.wire.register.MailboxWord;

/// The last message that came. One thread at a time notes it, any thread asks for it meanwhile.
///
/// Every message is noted, so noting takes four stores: no wait, no allocation, no atomic instruction. A message is two
/// words, of which a reader could see one each of two messages. So a sequence lock guards them: its number is odd while
/// a message is noted, and whoever reads takes only words between which it was even and stayed the same.
final class LastMessage {
    private static final VarHandle SEQUENCE;

    static {
        try {
            SEQUENCE = MethodHandles.lookup().findVarHandle(LastMessage.class, "sequence", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private int sequence;
    private volatile int forgotten;
    private long msg0;
    private long msg1;

    void note(long word0, long word1) {
        int begun = sequence + 1;
        SEQUENCE.setOpaque(this, begun);
        VarHandle.storeStoreFence();
        msg0 = word0;
        msg1 = word1;
        SEQUENCE.setRelease(this, begun + 1);
    }

    /// From now on nothing has come.
    void forget() {
        forgotten = sequence;
    }

    /// Returns it in words, or `nothing`.
    String inWords() {
        while (true) {
            int before = (int) SEQUENCE.getAcquire(this);
            long word0 = msg0;
            long word1 = msg1;
            VarHandle.loadLoadFence();
            if ((before & 1) == 0 && before == (int) SEQUENCE.getOpaque(this)) {
                return before == forgotten ? "nothing" : inWords(word0, word1);
            }
        }
    }

    private static String inWords(long msg0, long msg1) {
        int endpoint = (int) MailboxWord.ENDPOINT.get(msg1);
        return Endpoints.name(endpoint) + " " + Vocabulary.GENERIC.describe(Direction.IOP_TO_AP, endpoint, msg0);
    }
}
