package org.rtkit4j.core.manage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.Test;
import org.rtkit4j.core.iop.EventLoop;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.supervise.RemoteState;
import org.rtkit4j.core.supervise.ScriptedRemote;
import org.rtkit4j.core.supervise.Supervisor;
import org.rtkit4j.core.supervise.SupervisorConfig;
import org.rtkit4j.testkit.ManualClock;

class SupervisorBeanTest {
    private final EventLoop loop = new EventLoop(new ManualClock());
    private final Supervisor supervisor = new Supervisor(loop, SupervisorConfig.DEFAULT);
    private final ScriptedRemote remote = new ScriptedRemote();
    private final MBeanServer server = MBeanServerFactory.newMBeanServer();

    @Test
    void showsStatesAndCounts() throws Exception {
        var smc = supervisor.add(IopProfile.named("smc"), remote.platform());
        supervisor.add(IopProfile.named("ans"), new ScriptedRemote().platform());
        try (var bean = SupervisorBean.register(supervisor, "mine", server)) {
            smc.start();
            run();
            remote.crash("once");
            run();
            assertEquals(2, server.getAttribute(bean.objectName(), "Count"));
            var proxy = JMX.newMXBeanProxy(server, bean.objectName(), SupervisorMXBean.class);
            assertEquals(Map.of("offline", 1, "suspended", 0, "running", 0, "crashed", 1), proxy.getStates());
            var status = proxy.status("smc");
            assertEquals("crashed", status.state());
            assertEquals(1, status.crashes());
            assertEquals("enabled", status.recovery());
            assertEquals("", status.lastCrashFile());
            assertEquals("ans", proxy.getCoprocessors().getFirst().name());
            var raw = (CompositeData[]) server.getAttribute(bean.objectName(), "Coprocessors");
            assertEquals("crashed", raw[1].get("state"));
        }
    }

    @Test
    void isShownByThePlatformsServerWhereNoneIsNamed() throws Exception {
        var platform = ManagementFactory.getPlatformMBeanServer();
        try (var bean = SupervisorBean.register(supervisor, "SupervisorBeanTest")) {
            assertEquals(0, platform.getAttribute(bean.objectName(), "Count"));
        }
    }

    @Test
    void whatAFirmwareLogsReachesAConsoleEscaped() throws Exception {
        var smc = supervisor.add(IopProfile.named("smc"), remote.platform());
        smc.trace(8);
        smc.attach(12, BitSet.valueOf(new long[] {1 << 2}));
        remote.mailbox.say(2, 0x0010_1000_0000_0000L);
        run();
        byte[] ring = remote.memory.bytesAt(0x1000_4000L);
        put("main.c:7", ring, 8);
        put("~ \u007f\u001b[31mred", ring, 0x20);
        remote.mailbox.say(2, 0x0080_0000_2000_0040L);
        remote.mailbox.say(2, 0x0050_0000_0000_0000L);
        run();
        try (var bean = SupervisorBean.register(supervisor, "mine", server)) {
            var proxy = JMX.newMXBeanProxy(server, bean.objectName(), SupervisorMXBean.class);
            assertEquals(List.of("main.c:7: ~ \\u{7f}\\u{1b}[31mred"), proxy.trace("smc"));
        }
    }

    private static void put(String text, byte[] memory, int offset) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, memory, offset, bytes.length);
    }

    @Test
    void closingTwiceIsClosingOnce() throws Exception {
        var bean = SupervisorBean.register(supervisor, "mine", server);
        bean.close();
        bean.close();
        assertFalse(server.isRegistered(bean.objectName()));
    }

    @Test
    void startsStopsAndRecovers() throws Exception {
        var smc = supervisor.add(IopProfile.named("generic"), remote.platform());
        try (var bean = SupervisorBean.register(supervisor, "mine", server)) {
            var proxy = JMX.newMXBeanProxy(server, bean.objectName(), SupervisorMXBean.class);
            proxy.start("generic");
            run();
            assertEquals(RemoteState.RUNNING, smc.state());
            proxy.disableRecovery("generic");
            assertFalse(smc.isRecoveryEnabled());
            remote.crash("once");
            run();
            proxy.recover("generic");
            run();
            assertEquals(RemoteState.RUNNING, smc.state());
            proxy.enableRecovery("generic");
            assertTrue(smc.isRecoveryEnabled());
            proxy.stop("generic");
            run();
            assertEquals(RemoteState.OFFLINE, smc.state());
        }
    }

    @Test
    void aPageIsBounded() throws Exception {
        for (int i = 0; i < 300; i++) {
            supervisor.add(IopProfile.named("c%03d".formatted(i)), remote.platform());
        }
        try (var bean = SupervisorBean.register(supervisor, "mine", server)) {
            var proxy = JMX.newMXBeanProxy(server, bean.objectName(), SupervisorMXBean.class);
            assertEquals(256, proxy.getCoprocessors().size());
            assertEquals(44, proxy.page(256, Integer.MAX_VALUE).size());
            assertEquals("c299", proxy.page(299, 1).getFirst().name());
            assertEquals(0, proxy.page(-1, -1).size());
        }
    }

    @Test
    void anyNameIsEscapedAndCut() throws Exception {
        try (var bean = SupervisorBean.register(supervisor, "a*b?\"c\",type=x\n" + "y".repeat(500), server)) {
            assertFalse(bean.objectName().isPattern());
            assertTrue(bean.objectName().getKeyProperty("name").length() < 100);
            assertThrows(
                    InstanceAlreadyExistsException.class,
                    () -> SupervisorBean.register(supervisor, "a*b?\"c\",type=x\n" + "y".repeat(500), server));
        }
        assertEquals(
                0,
                server.queryNames(new javax.management.ObjectName("org.rtkit4j:*"), null)
                        .size());
    }

    @Test
    void whoDoesNotExistIsNamed() throws Exception {
        try (var bean = SupervisorBean.register(supervisor, "mine", server)) {
            var proxy = JMX.newMXBeanProxy(server, bean.objectName(), SupervisorMXBean.class);
            var e = assertThrows(RuntimeException.class, () -> proxy.recover("no\u001bsuch"));
            Throwable cause = e.getCause() == null ? e : e.getCause();
            assertInstanceOf(IllegalArgumentException.class, cause);
            assertTrue(String.valueOf(cause.getMessage()).contains("no\\u{1b}such"), cause.toString());
        }
    }

    private void run() {
        for (int i = 0; i < 20; i++) {
            loop.turn();
            remote.work();
        }
    }
}
