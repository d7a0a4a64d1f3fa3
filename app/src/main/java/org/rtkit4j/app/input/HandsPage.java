package org.rtkit4j.app.input;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.serve.http.PageServer;
import org.rtkit4j.app.serve.http.StaticFiles;
import org.rtkit4j.emulator.Coprocessor;
import org.rtkit4j.emulator.mtp.MtpHands;

/// The page with a keyboard and a trackpad, for the hands of somebody at a browser.
public final class HandsPage implements AutoCloseable {
    private final AtomicReference<@Nullable MtpHands> hands;
    private final PageServer server;

    private HandsPage(AtomicReference<@Nullable MtpHands> hands, PageServer server) {
        this.hands = hands;
        this.server = server;
    }

    /// Serves the page.
    ///
    /// @param address of loopback: who reaches it can type
    public static HandsPage listen(InetSocketAddress address) throws IOException {
        var hands = new AtomicReference<@Nullable MtpHands>();
        PageServer server = PageServer.listen(address, address.getHostString(), null)
                .with("", new StaticFiles(HandsPage.class, "page"))
                .with("shared", new StaticFiles(HandsPage.class, "/org/rtkit4j/app/serve/page"))
                .with("api/hands", new HandOrders(hands::get))
                .start();
        return new HandsPage(hands, server);
    }

    /// Puts the hands on the keyboard among these co-processors.
    public void follow(List<Coprocessor> coprocessors) {
        coprocessors.stream()
                .filter(coprocessor -> coprocessor.profile().mtp() != null)
                .findFirst()
                .ifPresent(coprocessor -> hands.set(coprocessor.hands()));
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
    }
}
