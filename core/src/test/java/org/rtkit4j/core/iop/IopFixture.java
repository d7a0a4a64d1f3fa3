package org.rtkit4j.core.iop;

import java.util.ArrayList;
import java.util.List;
import org.rtkit4j.core.session.Phase;
import org.rtkit4j.core.session.SessionListener;
import org.rtkit4j.testkit.FakeMailbox;
import org.rtkit4j.testkit.FakeMemory;
import org.rtkit4j.testkit.ManualClock;

/// A platform whose firmware answers by rules, fast enough for adapters to be tested without an emulator.
final class IopFixture implements SessionListener {
    static final long STEP_NANOS = 1_000_000L;

    final FakeMailbox mailbox;
    final FakeMemory memory = new FakeMemory();
    final ManualClock clock = new ManualClock();
    final List<Phase> phases = new ArrayList<>();
    boolean reads = true;

    IopFixture(int depth) {
        mailbox = new FakeMailbox(depth);
    }

    Platform platform() {
        return new Platform(mailbox, null, memory);
    }

    /// Reads everything that the AP has sent and answers it; moves the clock by a millisecond.
    void firmware() {
        clock.advance(STEP_NANOS);
        if (!reads) {
            return;
        }
        for (String word = mailbox.heard(); !word.isEmpty(); word = mailbox.heard()) {
            answer(word);
        }
    }

    void hello() {
        mailbox.say(0, 0x0010_0000_000c_000bL);
    }

    private void answer(String word) {
        switch (word) {
            case "00:0060000000000220" -> hello();
            case "00:00200000000c000c" -> mailbox.say(0, 0x0088_0001_0000_0001L);
            case "00:0088000100000000" -> mailbox.say(0, 0x0070_0000_0000_0020L);
            case "00:0060000000000010" -> mailbox.say(0, 0x0070_0000_0000_0010L);
            case "00:0060000000000001" -> mailbox.say(0, 0x0070_0000_0000_0001L);
            default -> answerByType(word);
        }
    }

    private void answerByType(String word) {
        long msg0 = Long.parseUnsignedLong(word.substring(3), 16);
        if (word.startsWith("00:00b")) {
            mailbox.say(0, msg0);
        } else if (word.startsWith("20:")) {
            mailbox.say(0x20, msg0);
        }
    }

    @Override
    public void onPhase(Phase phase) {
        phases.add(phase);
    }
}
