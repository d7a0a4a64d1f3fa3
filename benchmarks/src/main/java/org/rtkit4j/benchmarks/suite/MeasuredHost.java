package org.rtkit4j.benchmarks.suite;

import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.iop.PolledIop;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.core.session.BootPlan;
import org.rtkit4j.core.session.EndpointListener;
import org.rtkit4j.core.session.Outbox;
import org.rtkit4j.core.session.SessionListener;

/// Our host and the firmware behind it, on one thread.
class MeasuredHost implements EndpointListener, SessionListener {
    final FifoWindow window = new FifoWindow();
    final PooledMemory memory = new PooledMemory();
    final ScriptedFirmware firmware = new ScriptedFirmware(window, memory);
    final PolledIop iop = new PolledIop(
            IopProfile.named("ans"),
            new Platform(window.mailbox(), null, memory),
            this,
            System::nanoTime,
            firmware::run);
    long nextWord;
    long heard;
    long logged;
    boolean wantsLog;
    private boolean takesEarly;
    private int nextEntry;

    /// Boots and starts the endpoint that echoes.
    final void begin(boolean early) {
        takesEarly = early;
        try {
            firmware.start();
            iop.boot(BootPlan.START);
            iop.startEndpoint(ScriptedFirmware.ECHO, this);
            firmware.run();
        } catch (RtkitException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Returns what was heard since the last call: exactly one message.
    final long heardOne() {
        if (heard != 1) {
            throw new IllegalStateException("not one message: heard=" + heard);
        }
        heard = 0;
        return 1;
    }

    /// Has the firmware log a line, and handles it until the firmware has its acknowledgement.
    final long log() {
        long before = firmware.acknowledged();
        firmware.log(nextEntry++ & 0x3f);
        while (firmware.acknowledged() == before) {
            iop.poll();
            firmware.run();
        }
        return logged;
    }

    @Override
    public void onMessage(long msg0, Outbox out) {
        heard++;
    }

    @Override
    public boolean onEarly(long msg0) {
        heard += takesEarly ? 1 : 0;
        return takesEarly;
    }

    @Override
    public boolean wantsSyslog() {
        return wantsLog;
    }

    @Override
    public void onSyslog(String context, String text) {
        logged += text.length() + context.length();
    }
}
