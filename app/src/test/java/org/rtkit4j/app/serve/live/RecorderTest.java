package org.rtkit4j.app.serve.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rtkit4j.app.smc.Tools;
import org.rtkit4j.capture.tap.TapRing;
import org.rtkit4j.capture.tap.TapSink;
import org.rtkit4j.core.iop.EventLoop;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.supervise.Supervisor;
import org.rtkit4j.core.supervise.SupervisorConfig;
import org.rtkit4j.emulator.EmulatedMachine;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.message.MailboxSpeech;
import org.rtkit4j.wire.message.Vocabulary;

/// What becomes of messages that cannot be kept: the recorder lives on, and says so.
class RecorderTest {
    private static final long BAD = 0xbad;

    private final TapRing ring = new TapRing(0, 64);
    private final Log log = new Log(10);
    private final List<Long> kept = new CopyOnWriteArrayList<>();
    private final EventLoop loop = new EventLoop();
    private final EmulatedMachine machine =
            EmulatedMachine.with(Profile.named("generic")).build();
    private final Supervisor supervisor = new Supervisor(loop, SupervisorConfig.DEFAULT);

    @AfterEach
    void close() {
        supervisor.close();
        loop.close();
        machine.close();
    }

    @Test
    void aSinkThatThrowsLosesOneMessageAndIsNamed() throws Exception {
        requireThatItGoesOn(new IllegalStateException("a mistake"), "IllegalStateException: a mistake");
    }

    @Test
    void soDoesWantOfMemory() throws Exception {
        requireThatItGoesOn(new OutOfMemoryError("no heap"), "OutOfMemoryError: no heap");
    }

    private void requireThatItGoesOn(Throwable thrown, String named) throws Exception {
        Unit unit = unit();
        for (long word : new long[] {1, BAD, 2}) {
            ring.record(word, Direction.AP_TO_IOP, word, 0);
        }
        try (var _ = new Recorder(List.of(unit), sink(thrown), log, new Pulse(), 0).start()) {
            Tools.await(kept::toString, "[1, -1, 2]"::equals);
            Tools.await(() -> log.from(0).toString(), text -> text.contains("lost=1"));
            ring.record(3, Direction.AP_TO_IOP, 3, 0);
            Tools.await(kept::toString, "[1, -1, 2, 3]"::equals);
        }
        String told = log.from(0).getFirst().text();
        assertTrue(told.startsWith("messages could not be kept: lost=1, ") && told.endsWith(named), told);
        assertEquals(0, unit.backlog());
    }

    // A gap is kept as -1.
    private TapSink sink(Throwable thrown) {
        return new TapSink() {
            @Override
            public void onMessage(int number, long timeNanos, Direction direction, long msg0, long msg1) {
                if (msg0 == BAD) {
                    throw RecorderTest.<RuntimeException>any(thrown);
                }
                kept.add(msg0);
            }

            @Override
            public void onGap(int number, long dropped) {
                kept.add(-1L);
            }
        };
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // so that an Error passes too
    private static <T extends Throwable> T any(Throwable thrown) throws T {
        throw (T) thrown;
    }

    private Unit unit() {
        var platform = Platform.of(machine.coprocessor());
        var speech = MailboxSpeech.of(Vocabulary.GENERIC);
        return new Unit(0, supervisor.add(IopProfile.named("generic"), platform), ring, "", true, speech, null);
    }
}
