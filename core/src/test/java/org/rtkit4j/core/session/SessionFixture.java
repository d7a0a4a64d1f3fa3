package org.rtkit4j.core.session;

import java.util.ArrayList;
import java.util.List;
import org.rtkit4j.testkit.FakeMailbox;
import org.rtkit4j.testkit.FakeMemory;

/// A session on a scripted mailbox, and everything that it reports.
class SessionFixture implements SessionListener {
    /// A handshake with system endpoints 1, 2, 4 and 8 and the application's 0x20, up to AP ON.
    static final String BOOT = """
            < 00:00100000000c000b   HELLO 11..12
            > 00:00200000000c000c   HELLO_ACK 12
            < 00:0080000000000117   EPMAP 0, 1, 2, 4, 8
            > 00:0080000000000001   more
            < 00:0088000100000001   EPMAP 0x20, last
            > 00:0088000100000000   last
            > 00:0050000100000002   STARTEP 1
            > 00:0050000200000002   STARTEP 2
            > 00:0050000400000002   STARTEP 4
            > 00:0050000800000002   STARTEP 8
            < 00:0070000000000020   IOP_PWR_ACK ON
            > 00:00b0000000000020   SET_AP_PWR ON
            < 00:00b0000000000020   AP_PWR_ACK ON
            """;

    final FakeMailbox mailbox = new FakeMailbox(64);
    final FakeMemory memory;
    final Session session;
    final List<String> syslog = new ArrayList<>();
    final List<Notice> notices = new ArrayList<>();
    final List<Phase> phases = new ArrayList<>();

    SessionFixture() {
        this(SessionConfig.named("test"), new FakeMemory());
    }

    SessionFixture(SessionConfig config, FakeMemory memory) {
        this.memory = memory;
        this.session = new Session(config, memory, this);
    }

    /// Handles every message that waits.
    void work() {
        while (mailbox.poll((msg0, msg1) -> session.onMessage(msg0, msg1, this::send))) {
            // The queue is what the test put there; it ends.
        }
    }

    boolean send(int endpoint, long msg0) {
        return mailbox.offer(msg0, endpoint);
    }

    void play(String dialogue) {
        org.rtkit4j.testkit.Dialogue.of(dialogue).playAll(mailbox, this::work);
    }

    /// Boots by the usual dialogue.
    SessionFixture booted() {
        session.boot(BootPlan.START, this::send);
        play(BOOT);
        return this;
    }

    @Override
    public void onSyslog(String context, String text) {
        syslog.add(context + "|" + text);
    }

    @Override
    public boolean wantsSyslog() {
        return true;
    }

    @Override
    public void onNotice(Notice notice, int endpoint, long msg0) {
        notices.add(notice);
    }

    @Override
    public void onPhase(Phase phase) {
        phases.add(phase);
    }
}
