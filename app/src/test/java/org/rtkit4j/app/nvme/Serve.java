package org.rtkit4j.app.nvme;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// `rtkit nvme serve` in a process of its own, as a user runs it: it ends when it is told to.
final class Serve implements AutoCloseable {
    private static final long LONGEST_SECONDS = 120;
    private static final long LOOK_NANOS = 20_000_000;

    private final Process process;
    private final Path socket;
    private final Path out;
    private final Path err;

    private Serve(Process process, Path socket, Path out, Path err) {
        this.process = process;
        this.socket = socket;
        this.out = out;
        this.err = err;
    }

    static Serve start(Path folder, Path image, String... options) throws IOException {
        Path socket = folder.resolve("disk.sock");
        Path out = folder.resolve("serve.out");
        Path err = folder.resolve("serve.err");
        var command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "org.rtkit4j.app.Main",
                "nvme",
                "serve",
                "--image",
                image.toString(),
                "--socket",
                socket.toString()));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        var serve = new Serve(process, socket, out, err);
        serve.awaitSocket();
        return serve;
    }

    private void awaitSocket() throws IOException {
        while (!Files.readString(err).contains("serving")) {
            if (!process.isAlive()) {
                throw new AssertionError("it does not serve: " + Files.readString(err));
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    long pid() {
        return process.pid();
    }

    /// Ends it as nothing that can be noticed does.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    String uri() {
        return "nbd+unix:///?socket=" + socket;
    }

    /// Ends it as Ctrl-C does, and returns what it printed to stdout.
    String end() throws IOException, InterruptedException {
        process.destroy();
        if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("it does not end");
        }
        return Files.readString(out, StandardCharsets.UTF_8);
    }

    String complaints() throws IOException {
        return Files.readString(err, StandardCharsets.UTF_8);
    }

    boolean hasSocket() {
        return Files.exists(socket);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
