package org.rtkit4j.app.http;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// One client's connection: its requests, one after the other.
///
/// Runs on a thread of its own; any thread may [#close()] it.
final class HttpConnection implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("org.rtkit4j.app.http");

    /// What is refused is read all the same and thrown away, so much of it at most: a browser hears no answer before it
    /// has sent everything.
    private static final long MOST_WASTE_BYTES = 256L << 20;

    private final Socket socket;
    private final PeerNetwork peer;
    private final HttpService service;
    private final PeerWait peerWait;
    private final PeerInput in;
    private final PeerOutput out;
    private volatile boolean isYielding;

    /// The time for the first head begins here.
    HttpConnection(Socket socket, HttpService service) throws IOException {
        this.socket = socket;
        this.service = service;
        this.peer = PeerNetwork.of(socket.getInetAddress());
        this.peerWait = new PeerWait(service.nanoClock());
        this.in = new PeerInput(socket.getInputStream());
        this.out = new PeerOutput(socket.getOutputStream(), peerWait, patience().stretchNanos());
        peerWait.begin(patience().headNanos());
    }

    PeerNetwork peer() {
        return peer;
    }

    PeerWait peerWait() {
        return peerWait;
    }

    /// Its place may be given to another from now on, also while it is served.
    void yieldPlace() {
        isYielding = true;
    }

    /// Returns whether its place may be given to another.
    boolean mayGo() {
        return isYielding || peerWait.isUnderWay();
    }

    /// Returns for how long its place has been of no use.
    long uselessNanos() {
        return isYielding ? Long.MAX_VALUE : peerWait.lastedNanos();
    }

    private Patience patience() {
        return service.patience();
    }

    /// Serves the client until one of both has enough.
    void serve() {
        try (this) {
            while (serveOne()) {
                peerWait.begin(patience().idleNanos());
                if (!in.awaitByte()) {
                    return;
                }
                peerWait.begin(patience().headNanos());
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a client has gone, or was sent away", e);
        }
    }

    /// Answers one request.
    ///
    /// @return whether another may follow
    private boolean serveOne() throws IOException {
        try {
            RequestHead head = new HeadReader(in).read();
            return head != null && answer(head);
        } catch (Refusal e) {
            new Response(out, service.headers(), false, () -> true).refuse(e);
            throwRestAway();
            return false;
        }
    }

    private boolean answer(RequestHead head) throws IOException {
        peerWait.end();
        var body = RequestBody.of(head, new PacedInput(in, peerWait, patience()));
        var response =
                new Response(out, service.headers(), head.isHead(), () -> !head.isPersistent() || !body.isEnded());
        handle(new Request(this, head, body), response);
        if (!body.isEnded()) {
            throwRestAway();
        }
        return response.end() && head.isPersistent() && body.isEnded();
    }

    private void handle(Request request, Response response) throws IOException {
        try {
            service.handler().handle(request, response);
        } catch (Refusal e) {
            response.refuse(e);
        } catch (RequestBody.MalformedBodyException e) {
            response.refuse(new Refusal(Refusal.BAD_REQUEST, String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "a request failed: " + request.path(), e);
            response.refuse(new Refusal(
                    Refusal.FAILED, "the request failed: " + e.getClass().getSimpleName()));
        }
    }

    // A connection that is closed while something comes in is reset, and the answer may be lost with it.
    private void throwRestAway() throws IOException {
        socket.shutdownOutput();
        var rest = new PacedInput(in, peerWait, patience());
        var waste = new byte[Patience.STRETCH_BYTES];
        long bytes = 0;
        for (int count = 0; count >= 0 && bytes < MOST_WASTE_BYTES; count = rest.read(waste, 0, waste.length)) {
            bytes += count;
        }
    }

    /// Tells a client that waits for it to send the body.
    void tellToContinue() throws IOException {
        out.write("HTTP/1.1 100 \r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a connection could not be closed", e);
        }
    }
}
