package org.rtkit4j.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.rtkit4j.nbd.NbdExport;
import org.rtkit4j.nbd.NbdServer;

/// A server that one thread runs while another closes it, or is its client and its disk's interrupt.
///
/// Entrance, gate, transmission and buffers belong to the thread that serves, so no two threads meet in them; a client
/// that reads drives all of them, on that thread, while the disk's handler comes from the other.
public final class NbdStress {
    private static final Path FOLDER = folder();
    private static final AtomicLong SOCKETS = new AtomicLong();

    private NbdStress() {}

    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("rtkit-stress");
            folder.toFile().deleteOnExit();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A server that is made when it is first needed: JCStress makes thousands of states before it uses one.
    public abstract static class Served {
        final PromptedDisk disk = new PromptedDisk();
        private final UnixDomainSocketAddress address =
                UnixDomainSocketAddress.of(FOLDER.resolve(Long.toString(SOCKETS.getAndIncrement())));
        private @Nullable NbdServer server;

        final synchronized NbdServer server() {
            NbdServer made = server;
            if (made == null) {
                try {
                    made = NbdServer.listen(disk, new NbdExport("", "", disk.traits()), address);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                server = made;
            }
            return made;
        }

        final String run() {
            try {
                server().run();
                return "ended";
            } catch (IOException e) {
                return e.toString();
            }
        }

        final String leftBehind() {
            return Files.exists(address.getPath()) ? "socket" : "nothing";
        }

        final SocketChannel connect() throws IOException {
            server();
            return SocketChannel.open(address);
        }
    }

    @JCStressTest
    @State
    @Description("A server is closed while it begins to run: it ends, and gives its socket back once.")
    @Outcome(id = "ended, closed, nothing", expect = ACCEPTABLE, desc = "whoever came first gave it back")
    @Outcome(expect = FORBIDDEN, desc = "it failed, or left its socket")
    public static class CloseAgainstRun extends Served {
        @Actor
        public void server(LLL_Result r) {
            r.r1 = run();
        }

        @Actor
        public void closer(LLL_Result r) {
            server().close();
            r.r2 = "closed";
        }

        @Arbiter
        public void end(LLL_Result r) {
            r.r3 = leftBehind();
        }
    }

    @JCStressTest
    @State
    @Description("A client reads two blocks, each done by the disk on the client's thread; then the server is closed.")
    @Outcome(id = "ended, 1 2", expect = ACCEPTABLE, desc = "both replies came, whole")
    @Outcome(expect = FORBIDDEN, desc = "a reply is wrong, or lost")
    public static class ReadsAgainstRun extends Served {
        @Actor
        public void server(LL_Result r) {
            r.r1 = run();
        }

        @Actor
        public void client(LL_Result r) {
            try (var client = connect()) {
                NbdWords.choose(client);
                NbdWords.askFor(client, 1);
                disk.perform();
                int first = NbdWords.readBlock(client);
                NbdWords.askFor(client, 2);
                disk.perform();
                r.r2 = first + " " + NbdWords.readBlock(client);
            } catch (IOException e) {
                r.r2 = e.toString();
            } finally {
                server().close();
            }
        }
    }

    @JCStressTest
    @State
    @Description("The server is closed right after the disk has done what a client asked for: the reply still leaves.")
    @Outcome(id = "ended, 3", expect = ACCEPTABLE, desc = "what was done is said before the client is left")
    @Outcome(expect = FORBIDDEN, desc = "the reply is wrong, or lost")
    public static class CloseAgainstReply extends Served {
        @Actor
        public void server(LL_Result r) {
            r.r1 = run();
        }

        @Actor
        public void client(LL_Result r) {
            try (var client = connect()) {
                NbdWords.choose(client);
                NbdWords.askFor(client, 3);
                disk.perform();
                server().close();
                r.r2 = NbdWords.readBlock(client);
            } catch (IOException e) {
                r.r2 = e.toString();
            } finally {
                server().close();
            }
        }
    }
}
