package org.rtkit4j.app.via;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.rtkit4j.app.emulate.EmulatedMac;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.capture.pcapng.CaptureWriter;
import org.rtkit4j.capture.record.CaptureRecorder;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.hardware.proxy.client.ProxyListener;
import org.rtkit4j.hardware.proxy.server.ProxyServer;
import org.rtkit4j.hardware.proxy.server.ServerListener;

/// A way in gives back all that it holds, whatever fails on the way.
class ReleaseTest {
    @Test
    void aTargetWithoutTheCoprocessorLeavesNoThreadBehind() throws Exception {
        Set<Thread> before = pollers();
        try (var mac = new EmulatedMac(List.of(Profile.named("smc")));
                var server = ProxyServer.tcp(mac, 0, new ServerListener() {})) {
            assertThrows(
                    BadInputException.class,
                    () -> M1n1Connection.open(server.address(), "ans", new ProxyListener() {}, _ -> {}));
        }
        Set<Thread> left = pollers();
        left.removeAll(before);
        for (Thread thread : left) {
            thread.join(60_000);
        }
        left.removeIf(thread -> !thread.isAlive());
        assertEquals(Set.of(), left);
    }

    @Test
    @EnabledIf("hasFullDevice")
    void aCaptureThatCannotBeWrittenDoesNotHideWhyTheWayInDidNotClose() throws IOException {
        var broken = new IllegalStateException("the way in is broken");
        var recorder = new CaptureRecorder(CaptureWriter.create(Path.of("/dev/full")), () -> 0, 0);
        Connection recorded = RecordedConnection.open(new Broken(broken), "smc", recorder, false);
        RuntimeException thrown = assertThrows(RuntimeException.class, recorded::close);
        assertSame(broken, thrown);
        assertEquals(1, thrown.getSuppressed().length);
        assertInstanceOf(UncheckedIOException.class, thrown.getSuppressed()[0]);
        assertArrayEquals(new Throwable[0], thrown.getSuppressed()[0].getSuppressed());
    }

    static boolean hasFullDevice() {
        return Path.of("/dev/full").toFile().exists();
    }

    private static Set<Thread> pollers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("line poller"))
                .collect(Collectors.toSet());
    }

    /// An emulated co-processor whose connection does not close.
    private record Broken(RuntimeException failure) implements Connection {
        @Override
        public Platform platform() {
            try (var emulator = new EmulatorConnection(Profile.named("smc"))) {
                return emulator.platform();
            }
        }

        @Override
        public void close() {
            throw failure;
        }
    }
}
