package org.rtkit4j.app.serve.live;

import org.rtkit4j.app.http.Refusal;
import org.rtkit4j.core.iop.Iop;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.wire.message.CoprocessorKind;
import org.rtkit4j.wire.message.Endpoints;
import org.rtkit4j.wire.message.SmcMsg;

/// Messages sent to an emulated co-processor's first application endpoint, as fast as it takes them: something to
/// look at. The SMC is asked for its keys, one after the other; a display's first endpoint, which is a pair of
/// rings, is left out; all others give back what they get.
final class Exercise {
    private static final int MOST_BACKLOG = 1 << 14;
    private static final int SMC_IDS = 16;
    private static final int SMC_KEYS = 64;

    private final Unit unit;
    private final int endpoint;

    private Exercise(Unit unit, int endpoint) {
        this.unit = unit;
        this.endpoint = endpoint;
    }

    /// Begins to send, on a thread of its own.
    ///
    /// @throws Refusal if it does not run, has no such endpoint, or is being exercised already
    static void begin(Unit unit, int count) throws Refusal {
        Iop iop = unit.supervised().iop();
        int first = Endpoints.FIRST_APP + (unit.kind() == CoprocessorKind.DCP ? 1 : 0);
        int endpoint = iop.announced().nextSetBit(first);
        if (!iop.isRunning() || endpoint < 0) {
            throw new Refusal(Refusal.CONFLICT, "it does not run, or has no endpoint: coprocessor=" + unit.name());
        }
        if (!unit.exercise.compareAndSet(0, count)) {
            throw new Refusal(Refusal.CONFLICT, "it is being sent messages already: coprocessor=" + unit.name());
        }
        Thread.ofPlatform().daemon().name("rtkit-exercise").start(new Exercise(unit, endpoint)::run);
    }

    private void run() {
        Iop iop = unit.supervised().iop();
        try {
            for (int number = 0; unit.exercise.get() > 0; number++) {
                letRecorderCatchUp();
                iop.send(endpoint, word(number));
                unit.exercise.decrementAndGet();
            }
        } catch (RtkitException _) {
            // It was stopped or has crashed: the time line shows where.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            unit.exercise.set(0);
        }
    }

    // What is sent here must not be what makes the ring lose messages.
    private void letRecorderCatchUp() throws InterruptedException {
        while (unit.backlog() > MOST_BACKLOG) {
            Thread.sleep(1);
        }
    }

    private long word(int number) {
        if (unit.kind() != CoprocessorKind.SMC) {
            return number;
        }
        long word = SmcMsg.ID.put(SmcMsg.KEY_BY_INDEX.word(), number % SMC_IDS);
        return SmcMsg.INDEX.put(word, number % SMC_KEYS);
    }
}
