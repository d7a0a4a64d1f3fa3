package org.rtkit4j.app.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rtkit4j.app.system.EmulatedHost.Adapter;
import org.rtkit4j.core.iop.RtkitException;
import org.rtkit4j.core.session.BootPlan;
import org.rtkit4j.core.session.SessionConfig;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.testkit.AllocationProbe;

/// The path of a message, from a driver's call through registers and firmware and back to its listener, makes no
/// garbage.
class AllocationTest {
    private static final int MESSAGES = 200_000;

    @ParameterizedTest
    @EnumSource(Adapter.class)
    void aMillionMessagesThereAndBackAllocateNothing(Adapter adapter) throws Exception {
        try (var host = new EmulatedHost(Profile.named("generic"), SessionConfig.named("test"), adapter)) {
            assertNull(host.boot(BootPlan.START));
            host.settle();
            long[] heard = new long[1];
            host.iop.startEndpoint(0x20, (_, _) -> heard[0]++);
            host.settle();
            // Five rounds of these after one that warms up.
            assertEquals(0, AllocationProbe.leastBytes(() -> exchange(host)));
            assertEquals(6L * MESSAGES, heard[0]);
        }
    }

    @Test
    void anAnswerFromTheListenerAllocatesNothing() throws Exception {
        try (var host = EmulatedHost.of(Profile.named("generic"))) {
            assertNull(host.boot(BootPlan.START));
            host.settle();
            long[] left = new long[1];
            host.iop.startEndpoint(0x20, (msg0, out) -> {
                if (left[0]-- > 0) {
                    out.send(0x20, msg0 + 1);
                }
            });
            host.settle();
            assertEquals(0, AllocationProbe.leastBytes(() -> {
                left[0] = MESSAGES;
                send(host, 0);
                while (left[0] > 0) {
                    host.turn();
                }
            }));
        }
    }

    private static void exchange(EmulatedHost host) {
        for (long i = 0; i < MESSAGES; i++) {
            send(host, i);
            host.turn();
        }
        host.turn();
    }

    private static void send(EmulatedHost host, long word) {
        try {
            while (!host.iop.trySend(0x20, word)) {
                host.turn();
            }
        } catch (RtkitException e) {
            throw new AssertionError(e);
        }
    }
}
