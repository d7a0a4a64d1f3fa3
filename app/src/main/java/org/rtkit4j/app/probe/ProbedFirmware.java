package org.rtkit4j.app.probe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.rtkit4j.app.probe.SaidMessages.Said;
import org.rtkit4j.app.via.Connection;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.iop.PolledIop;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.core.session.SessionListener;
import org.rtkit4j.emulator.profile.Guess;
import org.rtkit4j.wire.message.Endpoints;
import org.rtkit4j.wire.message.IoReport;
import org.rtkit4j.wire.message.Mgmt;

/// A firmware that was booted to be asked: what RTKit itself leaves open.
final class ProbedFirmware implements AutoCloseable {
    private static final long PATIENCE_NANOS = Duration.ofSeconds(2).toNanos();
    private static final long SILENCE_NANOS = Duration.ofMillis(300).toNanos();
    private static final long LOOK_NANOS = 50_000;
    private static final long PING_BODY = 0x5a17;

    private final SaidMessages mailbox;
    private final Connection connection;
    private final PolledIop iop;
    private final Consumer<ProbeStep> told;

    /// Boots it.
    ///
    /// @param told hears of each step before it is done
    ProbedFirmware(Connection connection, String coprocessor, Consumer<ProbeStep> told)
            throws RtkitException, InterruptedException {
        this.connection = connection;
        this.told = told;
        told.accept(ProbeStep.BOOT);
        Platform platform = connection.platform();
        mailbox = new SaidMessages(platform.mailbox());
        var tapped = new Platform(mailbox, platform.cpu(), platform.memory(), platform.reset());
        iop = new PolledIop(
                connection.profile(coprocessor),
                tapped,
                SessionListener.NONE,
                connection.clock(),
                ProbedFirmware::rest);
        connection.claim(iop);
    }

    private static void rest() {
        LockSupport.parkNanos(LOOK_NANOS);
    }

    /// Returns what was said on the system's endpoints, for the file. Words of others may be values of keys.
    List<String> said() {
        return mailbox.all().stream()
                .filter(said -> said.endpoint() < Endpoints.FIRST_APP)
                .map(Said::toString)
                .toList();
    }

    /// Returns the co-processor, for what works on it.
    PolledIop iop() {
        return iop;
    }

    /// Returns what the firmware says of itself while it boots, by keys of profiles.
    Map<String, String> facts() {
        return HandshakeFacts.of(mailbox.all());
    }

    /// Asks for what every firmware can be asked for.
    List<Finding> ask(boolean isSmc) {
        var findings = new ArrayList<Finding>();
        listen(_ -> false, SILENCE_NANOS);
        if (isSmc) {
            findings.add(apAck());
        }
        findings.add(ping());
        findings.add(poll());
        return findings;
    }

    // QEMU answers a PING, m1n1's Python sends it.
    private Finding ping() {
        told.accept(ProbeStep.PING);
        long ping = Mgmt.Ping.LAYOUT.word() | PING_BODY;
        mailbox.offer(ping, Endpoints.MGMT);
        boolean isAnswered = listen(
                said -> said.endpoint() == Endpoints.MGMT && Mgmt.Pong.LAYOUT.matches(said.msg0()), PATIENCE_NANOS);
        return Finding.either(Guess.PING, isAnswered, isAnswered ? "a PONG came" : "nothing came in 2 s");
    }

    // macOS sends it.
    private Finding poll() {
        told.accept(ProbeStep.POLL);
        if (!iop.announced().get(Endpoints.IOREPORT)) {
            return Finding.unasked(Guess.IOREPORT_POLL, "the firmware announces no such endpoint");
        }
        long word = IoReport.POLL.word();
        mailbox.offer(word, Endpoints.IOREPORT);
        boolean isEchoed = listen(said -> said.endpoint() == Endpoints.IOREPORT && said.msg0() == word, PATIENCE_NANOS);
        return Finding.either(Guess.IOREPORT_POLL, isEchoed, isEchoed ? "it came back" : "nothing came in 2 s");
    }

    private Finding apAck() {
        List<Said> all = mailbox.all();
        int ack = -1;
        boolean hasSpoken = false;
        for (int i = 0; i < all.size(); i++) {
            Said said = all.get(i);
            boolean isFromIop = !said.isFromAp();
            if (isFromIop && said.endpoint() == Endpoints.MGMT && Mgmt.ApPowerAck.LAYOUT.matches(said.msg0())) {
                ack = i;
            } else if (ack >= 0 && isFromIop && said.endpoint() != Endpoints.MGMT) {
                hasSpoken = true;
            }
        }
        return Finding.either(
                Guess.AP_ACK,
                !hasSpoken,
                hasSpoken ? "it spoke behind the acknowledgement" : "it was silent for 300 ms");
    }

    // Polls until one of the firmware's messages is the one, or time is up.
    private boolean listen(Predicate<Said> isIt, long nanos) {
        long start = connection.clock().getAsLong();
        int seen = mailbox.all().size();
        while (connection.clock().getAsLong() - start < nanos) {
            if (iop.poll() == 0) {
                rest();
            }
            List<Said> all = mailbox.all();
            for (; seen < all.size(); seen++) {
                if (!all.get(seen).isFromAp() && isIt.test(all.get(seen))) {
                    return true;
                }
            }
        }
        return false;
    }

    /// Leaves it as its drivers do when the process is asked to end, too: a firmware that was left awake answers
    /// nobody's boot.
    void closeOnExit() {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::close));
    }

    /// Leaves it as its drivers do, and tells so.
    void leave() {
        told.accept(iop.profile().staysUp() ? ProbeStep.LEAVE_RUNNING : ProbeStep.LEAVE);
        close();
    }

    /// Leaves it as its drivers do.
    @Override
    public void close() {
        iop.close();
    }
}
