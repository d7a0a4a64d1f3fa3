package org.rtkit4j.app.boot;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.boot.BootResult.Endpoint;
import org.rtkit4j.app.via.Connection;
import org.rtkit4j.core.iop.Claim;
import org.rtkit4j.core.iop.EventLoop;
import org.rtkit4j.core.iop.Iop;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.core.session.CrashDump;
import org.rtkit4j.core.session.PowerDown;
import org.rtkit4j.forensics.binary.BinaryCrashlog;
import org.rtkit4j.forensics.model.CrashReport;
import org.rtkit4j.wire.message.MailboxSpeech;

/// Boots a co-processor, whichever way leads to it.
final class Boot {
    /// A firmware that has logged nothing for this long has said what it has to say.
    private static final long QUIET_NANOS = Duration.ofMillis(20).toNanos();

    /// A firmware that has logged nothing at all until then does not log.
    private static final long FIRST_LINE_NANOS = Duration.ofMillis(500).toNanos();

    private static final long CRASH_TIMEOUT_NANOS = Duration.ofSeconds(2).toNanos();

    private static final String LEFT_RUNNING = "left running, with its buffers: a shutdown would end it for good";

    private Boot() {}

    /// Boots, listens, provokes the crash that is asked for, or shuts down.
    static BootResult run(Connection connection, String name, MailboxSpeech speech, @Nullable ProvokedCrash crash)
            throws RtkitException, InterruptedException {
        var recorder = new BootRecorder();
        try (var loop = new EventLoop(connection.clock()).start()) {
            var iop = loop.attach(connection.profile(name), connection.platform(), connection.listening(recorder));
            Claim claim = iop.claim();
            if (claim != Claim.BOOT) {
                recorder.note(claim.sentence());
            }
            awaitQuiet(recorder, connection.clock());
            var booted = new BootResult(
                    name,
                    connection.toString(),
                    iop.version(),
                    endpoints(iop, speech),
                    iop.apPower(),
                    iop.iopPower(),
                    recorder.syslog(),
                    null,
                    List.of(),
                    true);
            CrashReport report = crash == null ? null : crash(iop, name, crash).told(speech.own());
            boolean wentDown = shutDown(iop, recorder);
            return booted.with(report, recorder.steps(), wentDown);
        }
    }

    // Before the result is made, so that its steps tell of the shutdown too. One that has crashed is only closed.
    private static boolean shutDown(Iop iop, BootRecorder recorder) throws InterruptedException {
        try (iop) {
            PowerDown rest = iop.profile().rest();
            if (rest == null) {
                recorder.note(
                        iop.isCrashed() ? "lost until its machine is restarted: nothing resets it" : LEFT_RUNNING);
            } else if (!iop.isCrashed()) {
                iop.powerDown(rest);
            }
            return true;
        } catch (RtkitException _) {
            return false;
        }
    }

    private static CrashReport crash(Iop iop, String name, ProvokedCrash kind)
            throws RtkitException, InterruptedException {
        iop.provokeCrash(kind == ProvokedCrash.HARD);
        iop.await(iop::isCrashed, CRASH_TIMEOUT_NANOS);
        CrashDump dump = iop.crashDump();
        if (dump == null) {
            throw new IllegalStateException("the firmware was asked to crash and did not: profile=" + name);
        }
        return BinaryCrashlog.read(dump.log(), name.toUpperCase(Locale.ROOT));
    }

    static List<Endpoint> endpoints(Iop iop, MailboxSpeech speech) {
        return iop.announced().stream()
                .mapToObj(id -> new Endpoint(id, speech.endpointName(id)))
                .toList();
    }

    // On a busy machine the first line may take longer than the quiet that ends the listening.
    private static void awaitQuiet(BootRecorder recorder, LongSupplier clock) {
        long start = clock.getAsLong();
        int lines;
        do {
            lines = recorder.syslogLines();
            LockSupport.parkNanos(QUIET_NANOS);
        } while (recorder.syslogLines() != lines || (lines == 0 && clock.getAsLong() - start < FIRST_LINE_NANOS));
    }
}
