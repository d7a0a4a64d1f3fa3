package org.rtkit4j.drivers.smc;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.iop.PolledIop;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.core.session.SessionListener;
import org.rtkit4j.testkit.FakeMailbox;
import org.rtkit4j.testkit.FakeMemory;
import org.rtkit4j.testkit.ManualClock;
import org.rtkit4j.wire.port.ForwardingMailbox;

/// A controller on paper: it answers a word with what its book has for it, with nothing where that is silent, and
/// remembers what it heard. Words are written `EE:MMMMMMMMMMMMMMMM`, by hand from the reference.
final class PaperSmc {
    static final long SRAM = 0x2_3fe0_0000L;
    static final long SHARED = 0x2_3fe0_4000L;
    static final long TICK_NANOS = 1_000_000;

    final FakeMailbox mailbox;
    final FakeMemory memory = new FakeMemory(SRAM, 0x10_0000);
    final ManualClock clock = new ManualClock();
    final Map<String, Long> answers = new HashMap<>();
    final List<String> heard = new ArrayList<>();
    final PolledIop iop;
    /// What it puts into shared memory with each answer, and what lay there before, in hex.
    String share = "";
    String shared = "";
    boolean isReading = true;
    /// Whether each look at the time lets it work, as it does by itself where nobody waits for it.
    boolean worksAtEachLook;
    boolean isBroken;
    /// What else happens, once, when it next works.
    private @Nullable Runnable meanwhile;

    /// Makes one that runs already, with a mailbox of this depth towards it.
    PaperSmc(int depth) throws RtkitException {
        mailbox = new FakeMailbox(depth);
        var breakable = new ForwardingMailbox(mailbox) {
            @Override
            public boolean poll(Receiver receiver) {
                if (isBroken) {
                    throw new IllegalStateException("the wire has come off");
                }
                return super.poll(receiver);
            }
        };
        iop = new PolledIop(
                IopProfile.named("smc"),
                new Platform(breakable, null, memory),
                SessionListener.NONE,
                this::now,
                this::work);
        var announced = new BitSet();
        announced.set(0x20);
        iop.adopt(12, announced);
        answers.put("20:0000000000000017", SHARED);
    }

    Smc open() throws Exception {
        return Smc.open(iop, memory, SmcOptions.DEFAULT.with(this::now));
    }

    void meanwhile(Runnable what) {
        meanwhile = what;
    }

    long now() {
        if (worksAtEachLook) {
            work();
        }
        return clock.getAsLong();
    }

    /// Returns what it heard last, or the empty string.
    String last() {
        return heard.isEmpty() ? "" : heard.getLast();
    }

    /// Answers one word, or lets a millisecond pass.
    void work() {
        String said = isReading ? mailbox.heard() : "";
        if (said.isEmpty()) {
            clock.advance(TICK_NANOS);
            happen();
            return;
        }
        heard.add(said);
        if (memory.isOpenAt(SHARED)) {
            byte[] bytes = memory.bytesAt(SHARED);
            shared = HexFormat.of().formatHex(bytes, 0, 8);
            byte[] put = HexFormat.of().parseHex(share);
            System.arraycopy(put, 0, bytes, 0, put.length);
        }
        Long answer = answers.get(said);
        if (answer != null) {
            mailbox.say(0x20, answer);
        }
    }

    private void happen() {
        Runnable now = meanwhile;
        meanwhile = null;
        if (now != null) {
            now.run();
        }
    }
}
