package org.rtkit4j.app.serve.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.rtkit4j.core.iop.Iop;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.iop.PolledIop;
import org.rtkit4j.core.session.SessionListener;
import org.rtkit4j.emulator.EmulatedMachine;
import org.rtkit4j.emulator.profile.Profile;

/// The thread of whoever talks to a co-processor.
class IopThreadTest {
    @Test
    void aFaultOfTheWorkIsToldAndTheNextStartIsWorkedWith() throws Exception {
        var told = new LinkedBlockingQueue<Throwable>();
        var worked = new LinkedBlockingQueue<Iop>();
        try (var machine = EmulatedMachine.with(Profile.named("smc")).build();
                var iop = new PolledIop(
                        IopProfile.named("smc"), Platform.of(machine.coprocessor()), SessionListener.NONE);
                var thread = new IopThread("rtkit-test", each -> {
                    worked.add(each);
                    throw new IllegalStateException("a fault of the work");
                })) {
            thread.onFault((_, thrown) -> told.add(thrown));
            thread.start();
            for (int i = 0; i < 3; i++) {
                thread.onRunning(iop);
                assertInstanceOf(IllegalStateException.class, told.take());
                assertEquals(iop, worked.take());
            }
        }
    }
}
