package org.rtkit4j.hardware.proxy.server;

import java.io.IOException;
import org.rtkit4j.hardware.link.PseudoTerminal;

/// A server on a pseudo-terminal: hosts come unseen, as on a serial line, and the last close drops what was not read.
final class PtyServer extends ProxyServer {
    private static final long WRITE_TIMEOUT_NANOS = 3_000_000_000L;

    private final PseudoTerminal terminal;
    private final Thread thread;

    PtyServer(ProxyTarget target, PseudoTerminal terminal, ServerListener listener) {
        super(target, listener);
        this.terminal = terminal;
        terminal.onLastClose(() -> listener.onDisconnect(address(), "closed the terminal"));
        thread = Thread.ofPlatform().daemon().name("proxy " + address()).unstarted(this::serve);
    }

    PtyServer start() {
        thread.start();
        return this;
    }

    private void serve() {
        while (terminal.isOpen()) {
            try {
                new Conversation(terminal, target, console, counters, WRITE_TIMEOUT_NANOS, System::nanoTime).run();
            } catch (IOException e) {
                onBroken(e);
            }
        }
    }

    // A host that has gone without reading what it asked for: the next one must not find it.
    private void onBroken(IOException why) {
        if (!terminal.isOpen()) {
            return;
        }
        listener.onBreak(address(), why);
        try {
            terminal.discard();
        } catch (IOException e) {
            listener.onBreak(address(), e);
        }
    }

    @Override
    public String address() {
        return "pty:" + terminal.path();
    }

    @Override
    public void close() {
        closeQuietly(terminal);
        join(thread);
    }
}
