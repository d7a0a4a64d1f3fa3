package org.rtkit4j.app.serve;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.input.HandOrders;
import org.rtkit4j.app.serve.explain.Explain;
import org.rtkit4j.app.serve.http.PageServer;
import org.rtkit4j.app.serve.http.StaticFiles;
import org.rtkit4j.app.serve.live.Crashes;
import org.rtkit4j.app.serve.live.Decode;
import org.rtkit4j.app.serve.live.Fleet;
import org.rtkit4j.app.serve.live.Messages;
import org.rtkit4j.app.serve.live.Orders;
import org.rtkit4j.app.serve.live.PageEvents;
import org.rtkit4j.app.serve.live.Screens;

/// The page in the browser, and what it asks for.
public final class LivePage {
    private LivePage() {}

    /// Serves it.
    ///
    /// @param token that who comes must have, or null
    public static PageServer serve(InetSocketAddress address, @Nullable String token, Fleet fleet) throws IOException {
        return PageServer.listen(address, address.getHostString(), token)
                .with("", new StaticFiles(LivePage.class, "page"))
                .with("api/about", new About())
                .with("api/events", new PageEvents(fleet))
                .with("api/messages", new Messages(fleet))
                .with("api/coprocessors", new Orders(fleet))
                .with("api/crashes", new Crashes(fleet))
                .with("api/screens", new Screens(fleet))
                .with("api/hands", new HandOrders(fleet::hands))
                .with("api/decode", new Decode())
                .with("api/explain", new Explain())
                .start();
    }
}
