package org.rtkit4j.app.smc;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.http.HttpListener;
import org.rtkit4j.app.http.HttpService;
import org.rtkit4j.app.http.OwnName;
import org.rtkit4j.app.terminal.BuiltVersion;
import org.rtkit4j.app.terminal.ExitStatus;
import org.rtkit4j.app.terminal.HostPort;
import org.rtkit4j.hardware.link.TcpLink;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `rtkit smc export`: sensors and battery for Prometheus.
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Serves sensors and battery at http://HOST:PORT/metrics, in the OpenMetrics format where asked for.",
            "",
            "docs/grafana-smc.json is a dashboard for them."
        })
final class ExportCommand implements Callable<Integer> {
    private static final long LOOK_MILLIS = 250;
    private static final Map<String, String> HEADERS =
            Map.of("X-Content-Type-Options", "nosniff", "Content-Security-Policy", "default-src 'none'");

    @Mixin
    private final SmcWay way = new SmcWay();

    @Option(
            names = "--listen",
            paramLabel = "[HOST:]PORT",
            defaultValue = "127.0.0.1:9137",
            description =
                    "Where to listen, this computer alone where no host is given; port 0 takes a free one; default: ${DEFAULT-VALUE}.")
    private String listen = "";

    @Option(names = "--for", paramLabel = "SECONDS", description = "End after so many seconds.")
    private @Nullable Integer seconds;

    @Override
    public Integer call() throws Exception {
        InetSocketAddress address = HostPort.toListen("--listen", listen);
        try (var session = way.open()) {
            session.closeOnExit();
            var registry = new PrometheusRegistry();
            registry.register(new SharedReading(new SmcCollector(session.smc())));
            registry.register(new ProcessCollector(BuiltVersion.read()));
            try (var server = HttpListener.bind(address)) {
                var name = new OwnName(address.getHostString());
                server.start(new HttpService(new MetricsHandler(registry, name, BuiltVersion.read()), HEADERS));
                var at = new InetSocketAddress(address.getAddress(), server.port());
                way.say("serving %s at http://%s/metrics".formatted(session, TcpLink.describe(at)));
                return await(session);
            }
        }
    }

    private int await(SmcSession session) throws InterruptedException {
        long start = System.nanoTime();
        while (session.isRunning()
                && (seconds == null || System.nanoTime() - start < TimeUnit.SECONDS.toNanos(seconds))) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        return session.isRunning() || session.isClosed() ? ExitStatus.OK : ExitStatus.FAILED;
    }
}
