package org.rtkit4j.benchmarks.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.rtkit4j.core.iop.EventLoop;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.mailbox.CpuControl;
import org.rtkit4j.core.mailbox.RegisterMailbox;
import org.rtkit4j.core.supervise.RemoteState;
import org.rtkit4j.core.supervise.Supervised;
import org.rtkit4j.core.supervise.Supervisor;
import org.rtkit4j.core.supervise.SupervisorConfig;
import org.rtkit4j.emulator.Coprocessor;

/// The host's side of many emulated co-processors: one event loop, one supervisor, an echo with each of them.
final class EchoFleet {
    final EventLoop loop;
    final Supervisor supervisor;
    final List<Supervised> members = new ArrayList<>();
    final Echo echo;

    EchoFleet(List<Coprocessor> coprocessors, LongSupplier clock, SupervisorConfig config) {
        this(coprocessors, clock, config, 1);
    }

    EchoFleet(List<Coprocessor> coprocessors, LongSupplier clock, SupervisorConfig config, int inFlight) {
        echo = new Echo(inFlight);
        loop = new EventLoop(clock);
        supervisor = new Supervisor(loop, config);
        for (Coprocessor coprocessor : coprocessors) {
            var profile = IopProfile.named("c" + members.size());
            members.add(supervisor.add(profile, platform(coprocessor), echo));
        }
    }

    private static Platform platform(Coprocessor coprocessor) {
        var mailbox = new RegisterMailbox(
                coprocessor.registers(), coprocessor.layout(), coprocessor.receiveNotEmpty(), coprocessor.sendEmpty());
        return new Platform(mailbox, new CpuControl(coprocessor.cpu()), coprocessor.memory(), coprocessor::reset);
    }

    void start() {
        members.forEach(Supervised::start);
    }

    boolean isRunning() {
        return members.stream().allMatch(member -> member.state() == RemoteState.RUNNING);
    }

    long missing() {
        return members.stream()
                .filter(member -> member.state() != RemoteState.RUNNING)
                .count();
    }

    long crashes() {
        return members.stream().mapToLong(Supervised::crashes).sum();
    }

    long failures() {
        return members.stream().mapToLong(Supervised::failures).sum();
    }

    long restarts() {
        return members.stream().mapToLong(Supervised::restarts).sum();
    }
}
