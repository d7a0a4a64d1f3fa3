package org.rtkit4j.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.rtkit4j.app.via.Connection;
import org.rtkit4j.app.via.ViaOption;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.PolledIop;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.core.session.SessionListener;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Our own host on a machine that others serve, through `--via`: it writes down what it did and what came of it, as
/// the foreign hosts print it.
final class OurHost implements SessionListener, AutoCloseable {
    private static final long LONGEST_SECONDS = 60;

    final List<String> steps = new ArrayList<>();
    final List<String> log = new ArrayList<>();
    final PolledIop iop;
    private final Connection connection;

    /// @param via as on the command line
    /// @param coprocessor its short name
    /// @param profile how it is started and stopped
    OurHost(String via, String coprocessor, IopProfile profile) throws Exception {
        var way = new Way();
        new CommandLine(way).parseArgs("--via", via);
        connection = way.via.open(coprocessor);
        iop = new PolledIop(profile, connection.platform(), this, System::nanoTime, Thread::yield);
    }

    @Command(name = "host")
    static final class Way {
        @Mixin
        final ViaOption via = new ViaOption();
    }

    /// What may be refused.
    interface Action {
        void run() throws RtkitException, InterruptedException;
    }

    /// Does something, and writes down whether it was done or why not.
    void step(String name, Action action) throws InterruptedException {
        try {
            action.run();
            steps.add(name + ": done");
        } catch (RtkitException e) {
            steps.add(name + ": " + e.fault().message().replaceFirst(",? ?(last received|crash log)=.*", ""));
        }
    }

    void say(String what) {
        steps.add(what);
    }

    void sayState() {
        steps.add("running = %b, crashed = %b".formatted(iop.isRunning(), iop.isCrashed()));
    }

    /// Polls until `condition` holds; one that never does fails the test.
    void runUntil(BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            iop.poll();
            if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(LONGEST_SECONDS)) {
                throw new AssertionError("waits for ever: steps=" + steps);
            }
        }
    }

    @Override
    public boolean wantsSyslog() {
        return true;
    }

    @Override
    public void onSyslog(String context, String text) {
        log.add(context + ": " + text);
    }

    @Override
    public void close() {
        iop.close();
        connection.close();
    }
}
