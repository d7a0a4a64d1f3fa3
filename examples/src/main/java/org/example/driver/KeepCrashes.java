package org.example.driver;

import java.nio.file.Path;
import org.rtkit4j.core.iop.EventLoop;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.supervise.CrashFolder;
import org.rtkit4j.core.supervise.RemoteState;
import org.rtkit4j.core.supervise.StateChange;
import org.rtkit4j.core.supervise.Supervised;
import org.rtkit4j.core.supervise.Supervisor;
import org.rtkit4j.core.supervise.SupervisorConfig;
import org.rtkit4j.core.supervise.SupervisorListener;
import org.rtkit4j.emulator.EmulatedMachine;
import org.rtkit4j.emulator.crash.CrashCause;
import org.rtkit4j.emulator.machine.MachineRunner;
import org.rtkit4j.emulator.profile.Profile;

/// Keeps a co-processor running, and what it leaves when it crashes.
public final class KeepCrashes implements SupervisorListener {
    private final Object changed = new Object();

    /// Crashes an emulated co-processor once; returns when it runs again.
    ///
    /// @param folder where the crash log goes
    public Path once(Path folder) throws InterruptedException {
        // On the loop's own thread, so that the log is there when the co-processor is back.
        var config = SupervisorConfig.DEFAULT.withCrashes(CrashFolder.in(folder)).withWriter(Runnable::run);
        try (var machine = EmulatedMachine.with(Profile.named("ans")).build();
                var runner = MachineRunner.start(machine.machine());
                var loop = new EventLoop(machine.clock()).start();
                var supervisor = new Supervisor(loop, config)) {
            supervisor.listen(this);
            var ans = supervisor.add(IopProfile.named("ans"), Platform.of(machine.coprocessor()));
            ans.start();
            await(ans, 0);
            machine.coprocessor().crash(new CrashCause.FailedAssert("queue.c", 12, "depth < 64"));
            await(ans, 1);
            return ans.lastCrashFile();
        }
    }

    @Override
    public void onState(StateChange change) {
        System.out.println(change.coprocessor().name() + ": " + change.to().label() + ", " + change.reason());
        synchronized (changed) {
            changed.notifyAll();
        }
    }

    private void await(Supervised coprocessor, int restarts) throws InterruptedException {
        synchronized (changed) {
            while (coprocessor.state() != RemoteState.RUNNING || coprocessor.restarts() < restarts) {
                changed.wait();
            }
        }
    }

    public static void main(String[] args) throws InterruptedException {
        System.out.println("kept: " + new KeepCrashes().once(Path.of(args.length > 0 ? args[0] : "crashes")));
    }
}
