package org.rtkit4j.app.serve;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.rtkit4j.app.Main;
import org.rtkit4j.app.smc.Tools;

/// `rtkit serve` in this process, on a free port of loopback, until it is closed.
final class Served implements AutoCloseable {
    private final Thread command;
    private final URI address;

    private Served(Thread command, URI address) {
        this.command = command;
        this.address = address;
    }

    static Served start(String... arguments) throws Exception {
        var all = new ArrayList<String>();
        all.add("serve");
        all.addAll(List.of(arguments));
        if (!all.contains("--listen")) {
            all.addAll(List.of("--listen", "127.0.0.1:0"));
        }
        var out = new StringWriter();
        var err = new StringWriter();
        Thread command = Thread.ofPlatform()
                .start(() -> Main.run(new PrintWriter(out), new PrintWriter(err, true), all.toArray(String[]::new)));
        String printed = Tools.await(() -> out + "" + err, text -> text.contains("until Ctrl-C"));
        return new Served(command, URI.create(printed.lines().findFirst().orElseThrow()));
    }

    /// Returns the address as the command has printed it.
    URI address() {
        return address;
    }

    int port() {
        return address.getPort();
    }

    String origin() {
        return "http://" + address.getAuthority();
    }

    @Override
    public void close() {
        command.interrupt();
        try {
            command.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
