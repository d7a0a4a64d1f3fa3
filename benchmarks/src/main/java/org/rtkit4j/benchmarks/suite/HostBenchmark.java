package org.rtkit4j.benchmarks.suite;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.core.session.BootPlan;
import org.rtkit4j.core.session.PowerDown;

/// Our side of the rows that the peer has too, one thread: the host, and the firmware between its turns.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HostBenchmark {
    private static final int BURST = 64;

    /// A message there and back: send, echo, receive, listener.
    @Benchmark
    public long message(Late host) throws RtkitException {
        host.iop.trySend(ScriptedFirmware.ECHO, host.nextWord++);
        host.firmware.run();
        host.iop.poll();
        return host.heardOne();
    }

    /// The same, taken by an early listener.
    @Benchmark
    public long early(Early host) throws RtkitException {
        host.iop.trySend(ScriptedFirmware.ECHO, host.nextWord++);
        host.firmware.run();
        host.iop.pollEarly();
        return host.heardOne();
    }

    /// As many as fit into the hardware's FIFO, then those, until all are back.
    @Benchmark
    public long burst(Late host) throws RtkitException {
        long sent = 0;
        while (sent < BURST) {
            for (int i = 0; i < DirectFifo.DEPTH; i++) {
                host.iop.trySend(ScriptedFirmware.ECHO, host.nextWord++);
            }
            sent += DirectFifo.DEPTH;
            while (host.heard < sent) {
                host.firmware.run();
                host.iop.poll();
            }
        }
        host.heard = 0;
        return sent;
    }

    /// A syslog entry acknowledged; nobody listens.
    @Benchmark
    public long syslog(Late host) {
        return host.log();
    }

    /// A syslog entry read, handed to a listener and acknowledged.
    @Benchmark
    public long syslogHeard(Logged host) {
        return host.log();
    }

    /// The same, by a listener that asks for bytes.
    @Benchmark
    public long syslogBytes(LoggedBytes host) {
        return host.log();
    }

    /// A complete boot and shutdown.
    @Benchmark
    public int boot(Cold host) throws Exception {
        host.firmware.start();
        host.iop.boot(BootPlan.START);
        int version = host.iop.version();
        host.iop.powerDown(PowerDown.SLEEP);
        return version;
    }

    /// A boot, a crash with a log of 64 KiB, and back to the beginning.
    @Benchmark
    public int crash(Cold host) throws Exception {
        host.firmware.start();
        host.iop.boot(BootPlan.START);
        host.firmware.crash();
        while (!host.iop.isCrashed()) {
            host.iop.poll();
        }
        int bytes = Objects.requireNonNull(host.iop.crashDump()).sizeBytes();
        host.iop.reinit();
        return bytes;
    }

    /// A host that has not booted.
    @State(Scope.Thread)
    public static class Cold extends MeasuredHost {}

    /// A host whose listener is told late.
    @State(Scope.Thread)
    public static class Late extends MeasuredHost {
        public Late() {
            begin(false);
        }
    }

    /// A host whose listener takes messages early.
    @State(Scope.Thread)
    public static class Early extends MeasuredHost {
        public Early() {
            begin(true);
        }
    }

    /// A host that listens to the log.
    @State(Scope.Thread)
    public static class Logged extends MeasuredHost {
        public Logged() {
            logged = 0;
            wantsLog = true;
            begin(false);
        }
    }

    /// A host that listens to the log's bytes.
    @State(Scope.Thread)
    public static class LoggedBytes extends Logged {
        @Override
        public void onSyslogEntry(byte[] entry, int contextFrom, int contextLength, int textFrom, int textLength) {
            logged += textLength + contextLength;
        }
    }
}
