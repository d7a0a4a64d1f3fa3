package org.rtkit4j.app.serve;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rtkit4j.app.Main;
import org.rtkit4j.app.smc.Tools;

/// A command that serves HTTP, in this process and on a free port of loopback, until it is closed.
public final class Served implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("http://[^\\s,]+");

    private final Thread command;
    private final URI address;

    private Served(Thread command, URI address) {
        this.command = command;
        this.address = address;
    }

    /// Starts `rtkit serve`.
    public static Served start(String... arguments) throws Exception {
        var all = new ArrayList<String>();
        all.add("serve");
        all.addAll(List.of(arguments));
        if (!all.contains("--listen")) {
            all.addAll(List.of("--listen", "127.0.0.1:0"));
        }
        return command(all.toArray(String[]::new));
    }

    /// Starts any command that prints its address.
    static Served command(String... arguments) throws Exception {
        var printed = new StringWriter();
        var writer = new PrintWriter(printed, true);
        Thread command = Thread.ofPlatform().start(() -> Main.run(writer, writer, arguments));
        String text = Tools.await(printed::toString, all -> ADDRESS.matcher(all).find());
        Matcher address = ADDRESS.matcher(text);
        address.find();
        return new Served(command, URI.create(address.group()));
    }

    /// Returns the address as the command has printed it.
    public URI address() {
        return address;
    }

    int port() {
        return address.getPort();
    }

    public String origin() {
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
