package org.rtkit4j.app.nvme;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.json.Json;
import org.rtkit4j.app.json.JsonOption;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.terminal.ExitStatus;
import org.rtkit4j.app.terminal.HostPort;
import org.rtkit4j.app.terminal.Terminal;
import org.rtkit4j.app.terminal.Verbosity;
import org.rtkit4j.drivers.disk.Disk;
import org.rtkit4j.drivers.disk.ReadOnlyDisk;
import org.rtkit4j.drivers.nvme.NvmeDisk;
import org.rtkit4j.emulator.Coprocessor;
import org.rtkit4j.emulator.crash.CrashCause;
import org.rtkit4j.hardware.link.AbandonedSocket;
import org.rtkit4j.hardware.link.TcpLink;
import org.rtkit4j.nbd.NbdExport;
import org.rtkit4j.nbd.NbdServer;
import org.rtkit4j.wire.file.SocketFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `rtkit nvme serve`: the disk over NBD.
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = {
            "Serves the disk over NBD, for nbdinfo, nbdcopy, qemu-img, fio and the like.",
            "",
            "There is no password: it listens on a Unix socket, or on the loopback",
            "interface. Ctrl-C flushes the disk and shuts it down.",
            ""
        })
final class NvmeServeCommand implements Callable<Integer> {
    private static final CrashCause ASKED_FOR = new CrashCause.FailedAssert("nvme_core.c", 73, "!crash_every");
    private static final long LONGEST_END_SECONDS = 30;

    @Mixin
    private final DiskOptions options = new DiskOptions();

    @Option(names = "--socket", paramLabel = "PATH", description = "Listen on a Unix socket, made there.")
    private @Nullable Path socket;

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            description =
                    "Listen on a port of the loopback interface; port 0 takes a free one; default: 127.0.0.1:10809.")
    private @Nullable String listen;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            defaultValue = "disk",
            description = "Name of the export; default: ${DEFAULT-VALUE}.")
    private String name = "";

    @Option(names = "--read-only", description = "Refuse every write, and say so to clients.")
    private boolean isReadOnly;

    @Option(
            names = "--crash-every",
            paramLabel = "MILLIS",
            description = "Crash the emulated firmware again and again, to see that nothing is lost.")
    private @Nullable Integer crashEvery;

    @Option(names = "--for", paramLabel = "SECONDS", description = "End after so many seconds.")
    private @Nullable Integer seconds;

    @Mixin
    private final JsonOption json = new JsonOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        SocketAddress address = address();
        if (crashEvery != null && (crashEvery < 1 || !options.via().isEmulator())) {
            throw new BadInputException("--crash-every: takes a number of milliseconds, and the emulator");
        }
        var timers = new Timer("rtkit-nvme-timers", true);
        try (var session = isReadOnly ? NvmeSession.openReadOnly(options) : NvmeSession.open(options)) {
            return serve(session, address, timers);
        } finally {
            timers.cancel();
        }
    }

    private int serve(NvmeSession session, SocketAddress address, Timer timers) throws IOException {
        NvmeDisk disk = session.disk();
        PrintWriter err = spec.commandLine().getErr();
        PrintWriter remarks = Verbosity.remarks(spec);
        disk.onRestart(fault -> {
            remarks.println("rtkit: nvme: restarting the controller: " + fault.message());
            remarks.flush();
        });
        Disk shown = isReadOnly ? new ReadOnlyDisk(disk) : disk;
        var export = new NbdExport(name, shown.traits().model(), shown.traits());
        var ended = new CountDownLatch(1);
        try (var server = NbdServer.listen(shown, export, address)) {
            var hook = Thread.ofPlatform().unstarted(() -> end(server, ended));
            Runtime.getRuntime().addShutdownHook(hook);
            remarks.println("rtkit: serving %s at %s".formatted(session, uri(server.address())));
            remarks.flush();
            schedule(server, session.emulated(), timers);
            server.onTrouble(trouble -> {
                err.println("rtkit: nvme: " + Terminal.escape(trouble));
                err.flush();
            });
            server.run();
            timers.cancel();
            session.close();
            report(disk);
        } finally {
            ended.countDown();
        }
        return disk.failure() == null ? ExitStatus.OK : ExitStatus.FAILED;
    }

    private void schedule(NbdServer server, @Nullable Coprocessor emulated, Timer timers) {
        if (seconds != null) {
            timers.schedule(task(server::close), TimeUnit.SECONDS.toMillis(seconds));
        }
        if (crashEvery != null && emulated != null) {
            timers.scheduleAtFixedRate(task(() -> emulated.crash(ASKED_FOR)), crashEvery, crashEvery);
        }
    }

    private static TimerTask task(Runnable action) {
        return new TimerTask() {
            @Override
            public void run() {
                action.run();
            }
        };
    }

    // The process is asked to end: it does so once the disk is flushed and down.
    private static void end(NbdServer server, CountDownLatch ended) {
        server.close();
        try {
            ended.await(LONGEST_END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void report(NvmeDisk disk) throws IOException {
        String failure = disk.failure();
        if (failure != null) {
            spec.commandLine().getErr().println("rtkit: nvme: " + failure);
        }
        if (json.isWanted()) {
            Json.printObject(spec.commandLine().getOut(), document -> {
                document.writeNumberField("restarts", disk.restarts());
                document.writeStringField("failure", failure);
            });
        }
    }

    private String uri(SocketAddress address) {
        String path = name.equals("disk") ? "" : name;
        return address instanceof UnixDomainSocketAddress
                ? "nbd+unix:///%s?socket=%s".formatted(path, socket)
                : "nbd://%s/%s".formatted(TcpLink.describe((InetSocketAddress) address), path);
    }

    private SocketAddress address() throws BadInputException {
        if (socket != null && listen != null) {
            throw new BadInputException("--socket and --listen: one of them");
        }
        if (socket != null) {
            if (Files.exists(socket, LinkOption.NOFOLLOW_LINKS) && !AbandonedSocket.remove(socket)) {
                throw new BadInputException("--socket %s: there is a file already".formatted(socket));
            }
            return unix(socket);
        }
        InetSocketAddress address = HostPort.toListen("--listen", listen == null ? "127.0.0.1:10809" : listen);
        if (!address.getAddress().isLoopbackAddress()) {
            throw new BadInputException(
                    "--listen %s: not an address of the loopback interface, and there is no password"
                            .formatted(listen));
        }
        return address;
    }

    private static SocketAddress unix(Path path) throws BadInputException {
        try {
            var address = UnixDomainSocketAddress.of(path);
            requireThatItCanBe(address);
            return address;
        } catch (IllegalArgumentException | IOException e) {
            throw new BadInputException("--socket %s: %s".formatted(path, e.getMessage()));
        }
    }

    // By trying, before a disk is touched: the system alone knows how long a path may be, and who may write where.
    private static void requireThatItCanBe(UnixDomainSocketAddress address) throws IOException {
        try (var trial = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            trial.bind(address);
            SocketFile.bound(address.getPath()).delete();
        }
    }
}
