package org.rtkit4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.session.PowerDown;
import org.rtkit4j.emulator.firmware.FirmwareState;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.forensics.CrashReports;

/// The scenarios of [LinuxHostTest] and [PlainHostTest] by our own host, step by step, over the same protocol against
/// the same machine: where the lines differ from Linux's, `docs/conformance.md` says who is right.
@DisplayName("our host")
@ExtendWith(ScenarioList.class)
class OurHostTest {
    private static final Profile GENERIC = Profile.named("generic");
    private static final int ECHO = 0x20;
    private static final long FIRST = 0x1000000;
    private static final List<String> BOOT_LOG =
            List.of("main.c:245: Example firmware up, 7 tasks", "power.c:88: AP is on");

    private interface Scenario {
        void run(OurHost host) throws Exception;
    }

    private static OurHost run(Profile profile, Scenario scenario) throws Exception {
        String name = profile.name().equals("generic") ? "iop" : profile.name();
        try (var served = ServedMac.overTcp(profile);
                var host = new OurHost("m1n1:" + served.server().address(), name, IopProfile.named(name))) {
            scenario.run(host);
            return host;
        }
    }

    @Test
    void boots() throws Exception {
        OurHost host = run(GENERIC, it -> {
            it.sayState();
            it.step("boot", it.iop::boot);
            it.sayState();
            it.step("boot", it.iop::boot);
            it.step("shut down", () -> it.iop.powerDown(PowerDown.SLEEP));
            it.sayState();
        });
        assertEquals(
                List.of(
                        "running = false, crashed = false",
                        "boot: done",
                        "running = true, crashed = false",
                        "boot: booting makes no sense now: state=running",
                        "shut down: done",
                        "running = false, crashed = false"),
                host.steps);
    }

    @ParameterizedTest
    @ValueSource(ints = {11, 12})
    void bootsFirmwareOfEitherVersion(int version) throws Exception {
        OurHost host = run(GENERIC.with("versions", version + ".." + version), it -> {
            it.iop.boot();
            it.say("version " + it.iop.version());
        });
        assertEquals(List.of("version " + version), host.steps);
    }

    @Test
    void quiescesWakesShutsDownAndStartsAgain() throws Exception {
        OurHost host = run(GENERIC, it -> {
            it.step("boot", it.iop::boot);
            it.step("quiesce", () -> it.iop.powerDown(PowerDown.QUIESCE));
            it.sayState();
            it.step("wake", it.iop::boot);
            it.sayState();
            it.step("wake", it.iop::boot);
            it.step("shut down", () -> it.iop.powerDown(PowerDown.SLEEP));
            it.step("boot", it.iop::boot);
            it.sayState();
            it.step("shut down", () -> it.iop.powerDown(PowerDown.SLEEP));
        });
        assertEquals(
                List.of(
                        "boot: done",
                        "quiesce: done",
                        "running = false, crashed = false",
                        "wake: done",
                        "running = true, crashed = false",
                        "wake: booting makes no sense now: state=running",
                        "shut down: done",
                        "boot: done",
                        "running = true, crashed = false",
                        "shut down: done"),
                host.steps);
    }

    @ParameterizedTest
    @CsvSource({"asc-v4", "t8015", "m3-v2", "t6030"})
    void exchangesMessagesInOrderAndOnlyWhileItRuns(String mailbox) throws Exception {
        OurHost host = run(GENERIC.with("mailbox", mailbox), it -> {
            it.step("send", () -> it.iop.send(ECHO, 1));
            it.step("boot", it.iop::boot);
            exchange(it);
            it.step("start 0x21", () -> it.iop.startEndpoint(ECHO + 1, (_, _) -> {}));
            it.step("shut down", () -> it.iop.powerDown(PowerDown.SLEEP));
            it.step("send", () -> it.iop.send(ECHO, 1));
        });
        assertEquals(
                List.of(
                        "send: the co-processor is not running: state=stopped",
                        "boot: done",
                        "start 0x20: done",
                        "sent = 100, received = 100, misordered = 0",
                        "start 0x21: the firmware has not announced the endpoint: endpoint=0x21 user02",
                        "shut down: done",
                        "send: the co-processor is not running: state=at rest after SLEEP"),
                host.steps);
    }

    private static void exchange(OurHost host) throws Exception {
        List<Long> heard = new ArrayList<>();
        host.step("start 0x20", () -> host.iop.startEndpoint(ECHO, (msg0, _) -> heard.add(msg0)));
        for (int i = 0; i < 100; i++) {
            host.iop.send(ECHO, FIRST + i);
        }
        host.runUntil(() -> heard.size() >= 100);
        long misordered = 0;
        for (int i = 0; i < 100; i++) {
            misordered += heard.get(i) == FIRST + i ? 0 : 1;
        }
        host.say("sent = 100, received = %d, misordered = %d".formatted(heard.size(), misordered));
    }

    @Test
    void exchangesMessagesInAtomicContextAlsoBehindOthers() throws Exception {
        OurHost host = run(GENERIC, it -> {
            it.iop.boot();
            List<Long> heard = new ArrayList<>();
            it.iop.startEndpoint(ECHO, (msg0, _) -> heard.add(msg0));
            it.runUntil(() -> it.log.size() >= 2);
            it.iop.send(ECHO, FIRST);
            it.iop.send(ECHO, FIRST + 1);
            for (int i = 2; i < 10; i++) {
                it.say("sent %d: %b".formatted(i, it.iop.sendPolled(ECHO, FIRST + i, 1_000_000_000)));
            }
            it.runUntil(() -> heard.size() == 10);
            it.say("in order: " + heard.equals(heard.stream().sorted().toList()));
        });
        assertEquals("in order: true", host.steps.removeLast());
        assertEquals(
                8, host.steps.stream().filter(line -> line.endsWith(": true")).count());
    }

    @Test
    void isHeldBackByTheHardwaresFifoAndByNothingElse() throws Exception {
        OurHost host = run(GENERIC, it -> {
            it.iop.boot();
            List<Long> heard = new ArrayList<>();
            it.iop.startEndpoint(ECHO, (msg0, _) -> heard.add(msg0));
            it.runUntil(() -> it.log.size() >= 2);
            int sent = 0;
            // The firmware echoes each: once nobody takes the echoes, both FIFOs are full.
            while (sent < 1000 && it.iop.trySend(ECHO, FIRST + sent)) {
                sent++;
            }
            it.say("refused before 1000 = " + (sent < 1000));
            int taken = sent;
            it.runUntil(() -> heard.size() == taken);
            it.step("send", () -> it.iop.send(ECHO, FIRST + taken));
            it.runUntil(() -> heard.size() == taken + 1);
        });
        assertEquals(List.of("refused before 1000 = true", "send: done"), host.steps);
    }

    @Test
    void printsTheSystemLog() throws Exception {
        OurHost host = run(GENERIC, it -> {
            it.iop.boot();
            it.runUntil(() -> it.log.size() >= 2);
        });
        assertEquals(BOOT_LOG, host.log);
    }

    @Test
    void refusesFirmwareThatIsTooNewOrTooOld() throws Exception {
        OurHost tooNew = run(GENERIC.with("versions", "13..14"), it -> it.step("boot", it.iop::boot));
        assertEquals(List.of("boot: no common protocol version: iop=13..14, ap=11..12"), tooNew.steps);
        OurHost tooOld = run(GENERIC.with("versions", "9..10"), it -> it.step("boot", it.iop::boot));
        assertEquals(List.of("boot: no common protocol version: iop=9..10, ap=11..12"), tooOld.steps);
    }

    @Test
    void reportsACrashAndRunsAgainAfterAReset() throws Exception {
        OurHost host = run(GENERIC, it -> {
            it.step("boot", it.iop::boot);
            it.runUntil(() -> it.log.size() >= 2);
            it.step("start 0x20", () -> it.iop.startEndpoint(ECHO, (_, _) -> {}));
            it.step("provoke", () -> it.iop.provokeCrash(true));
            it.runUntil(it.iop::isCrashed);
            it.sayState();
            String said = CrashReports.read("log", it.iop.crashDump().log())
                    .reports()
                    .getFirst()
                    .toString();
            it.say("our reader: DATA ABORT = " + said.contains("DATA ABORT"));
            it.step("boot", it.iop::boot);
            it.step("send", () -> it.iop.send(ECHO, 1));
            it.step("recover", it.iop::recover);
            it.sayState();
            it.step("shut down", () -> it.iop.powerDown(PowerDown.SLEEP));
        });
        assertEquals(
                List.of(
                        "boot: done",
                        "start 0x20: done",
                        "provoke: done",
                        "running = false, crashed = true",
                        "our reader: DATA ABORT = true",
                        "boot: the co-processor has crashed:",
                        "send: the co-processor has crashed:",
                        "recover: done",
                        "running = true, crashed = false",
                        "shut down: done"),
                host.steps);
    }

    @Test
    void givesItsBuffersThroughTheSartAndTakesThemBack() throws Exception {
        try (var served = ServedMac.overTcp(Profile.named("ans"))) {
            try (var host = new OurHost("m1n1:" + served.server().address(), "ans", IopProfile.named("ans"))) {
                host.iop.boot();
                host.runUntil(() -> !host.log.isEmpty());
                assertNotEquals(0, openEntries(served));
                exchange(host);
                assertEquals("sent = 100, received = 100, misordered = 0", host.steps.getLast());
            }
            assertEquals(0, openEntries(served));
        }
    }

    // The filter's sixteen configuration registers, as the machine has them.
    private static int openEntries(ServedMac served) throws Exception {
        int open = 0;
        for (int i = 0; i < 16; i++) {
            open += served.mac().load(0x27bc50000L + 4L * i, 4) == 0 ? 0 : 1;
        }
        return open;
    }

    @Test
    void wakesACoprocessorWhoseBuffersLieInItsOwnMemory() throws Exception {
        OurHost host = run(Profile.named("smc"), it -> {
            it.step("wake", it.iop::boot);
            it.sayState();
            it.runUntil(() -> it.log.size() >= 2);
            it.step("quiesce", () -> it.iop.powerDown(PowerDown.QUIESCE));
            it.step("wake", it.iop::boot);
            it.sayState();
            it.step("quiesce", () -> it.iop.powerDown(PowerDown.QUIESCE));
        });
        assertEquals(
                List.of(
                        "wake: done",
                        "running = true, crashed = false",
                        "quiesce: done",
                        "wake: done",
                        "running = true, crashed = false",
                        "quiesce: done"),
                host.steps);
        assertEquals("main.c:112: ExampleSmcFirmware-55.3 up, 10 tasks", host.log.getFirst());
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello-twice", "acks-after-map", "buffers-after-ack", "empty-map-pages", "descending-map"})
    void bootsFirmwareThatDiffers(String quirk) throws Exception {
        OurHost host = run(GENERIC.with("quirks", quirk), it -> {
            it.step("boot", it.iop::boot);
            exchange(it);
        });
        assertEquals("boot: done", host.steps.getFirst());
        assertEquals("sent = 100, received = 100, misordered = 0", host.steps.getLast());
    }

    @Test
    void leavesTheFirmwareAlive() throws Exception {
        try (var served = ServedMac.overTcp(GENERIC);
                var host = new OurHost("m1n1:" + served.server().address(), "iop", IopProfile.named("iop"))) {
            host.iop.boot();
            exchange(host);
            assertNotEquals(FirmwareState.CRASHED, served.coprocessor().state());
            assertEquals(0, served.coprocessor().droppedMessages());
            assertEquals(0, served.coprocessor().lostLogLines());
            assertTrue(host.iop.isRunning());
        }
    }
}
