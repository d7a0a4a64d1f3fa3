package org.rtkit4j.stress;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.iop.PolledIop;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.core.session.SessionListener;
import org.rtkit4j.testkit.FakeMemory;
import org.rtkit4j.wire.message.SmcMsg;
import org.rtkit4j.wire.port.InterruptLine;
import org.rtkit4j.wire.port.Mailbox;

/// A system management controller that answers at once, in the call that asks it: eight bytes for each key, and a
/// refusal for each write but one, of events. Guarded by itself.
final class PlainSmc implements Mailbox {
    static final int ENDPOINT = 0x20;
    static final int VALUE_BYTES = 8;
    static final byte VALUE = 0x5a;

    private static final long SHARED = 0x1_0000_4000L;
    private static final long REFUSAL = 0x84;
    private static final long NTAP = 0x4e54_4150;

    final FakeMemory memory = new FakeMemory(0x1_0000_0000L, 0x10_0000);
    private final ArrayDeque<Long> toAp = new ArrayDeque<>();

    /// Returns a host of it that runs.
    PolledIop host() throws RtkitException {
        var iop = new PolledIop(
                IopProfile.named("smc"),
                new Platform(this, null, memory),
                SessionListener.NONE,
                CallOutcome.countingClock(),
                Thread::onSpinWait);
        iop.adopt(12, BitSet.valueOf(new long[] {1L << ENDPOINT}));
        return iop;
    }

    @Override
    public synchronized boolean offer(long msg0, long msg1) {
        if (msg1 == ENDPOINT) {
            toAp.add(answer(msg0));
        }
        return true;
    }

    private long answer(long msg0) {
        if (SmcMsg.INITIALIZE.matches(msg0)) {
            return SHARED;
        }
        long answer = SmcMsg.ID.put(0, SmcMsg.ID.get(msg0));
        if (SmcMsg.READ_KEY.matches(msg0)) {
            Arrays.fill(memory.bytesAt(SHARED), 0, VALUE_BYTES, VALUE);
            return SmcMsg.SIZE.put(answer, VALUE_BYTES);
        }
        return SmcMsg.KEY.get(msg0) == NTAP ? answer : SmcMsg.RESULT.put(answer, REFUSAL);
    }

    @Override
    public boolean poll(Receiver receiver) {
        Long word;
        synchronized (this) {
            word = toAp.poll();
        }
        if (word != null) {
            receiver.onMessage(word, ENDPOINT);
        }
        return word != null;
    }

    @Override
    public void start() {}

    @Override
    public InterruptLine receiveNotEmpty() {
        throw new UnsupportedOperationException("a polled host asks for no interrupt");
    }

    @Override
    public InterruptLine sendEmpty() {
        throw new UnsupportedOperationException("a polled host asks for no interrupt");
    }
}
