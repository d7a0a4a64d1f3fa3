package org.rtkit4j.app.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.app.system.EmulatedHost.Adapter;
import org.rtkit4j.core.session.BootPlan;
import org.rtkit4j.core.session.Fault;
import org.rtkit4j.core.session.Notice;
import org.rtkit4j.core.session.SessionConfig;
import org.rtkit4j.core.session.SessionConfig.OsLogReply;
import org.rtkit4j.emulator.firmware.Quirk;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.wire.register.MailboxRegisters;

/// Every mailbox, adapter, version, map and FIFO depth together; and every place where hosts or firmware differ at
/// boot.
class BootMatrixTest {
    /// One page of the map holds these, three pages those.
    private static final String ONE_PAGE = "1 2 3 4 8";

    @TempDir
    static Path folder;

    static Stream<Arguments> combinations() {
        List<Arguments> all = new ArrayList<>();
        for (MailboxRegisters mailbox : MailboxRegisters.values()) {
            for (Adapter adapter : Adapter.values()) {
                for (int version : new int[] {11, 12}) {
                    for (int pages : new int[] {1, 8}) {
                        for (int depth : new int[] {1, 15}) {
                            all.add(Arguments.of(mailbox, adapter, version, pages, depth));
                        }
                    }
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest(name = "{0}, {1}, version {2}, {3} pages, depth {4}")
    @MethodSource("combinations")
    void bootsTalksAndShutsDown(MailboxRegisters mailbox, Adapter adapter, int version, int pages, int depth)
            throws Exception {
        Profile profile = profileOf(mailbox, version, pages, depth);
        try (var host = new EmulatedHost(profile, SessionConfig.named("test"), adapter)) {
            assertNull(host.boot(BootPlan.START));
            host.settle();
            assertEquals(version, host.iop.version());
            assertEquals(pages == 1 ? 6 : 6 + 7, host.iop.announced().cardinality());
            assertEquals(List.of(), host.notices);
            assertFalse(host.syslog.isEmpty());
            if (pages > 1) {
                echoes(host, 0xff);
            }
        }
    }

    private static Profile profileOf(MailboxRegisters mailbox, int version, int pages, int depth) throws IOException {
        Path file = folder.resolve("bare.properties");
        Files.writeString(file, "log.1 = main.c:1 | up\n");
        Profile profile = Profile.load(file)
                .with("mailbox", mailbox.label())
                .with("mailbox.depth", Integer.toString(depth))
                .with("versions", version + ".." + version)
                .with("endpoints.system", ONE_PAGE);
        for (int page = 1; page < pages; page++) {
            profile = profile.with("endpoint.0x%x".formatted(page * 32 + 31), "echo");
        }
        return profile;
    }

    private static void echoes(EmulatedHost host, int endpoint) throws Exception {
        var heard = new ArrayList<Long>();
        host.iop.startEndpoint(endpoint, (msg0, _) -> heard.add(msg0));
        host.settle();
        for (long i = 0; i < 40; i++) {
            long word = 0x1234_5678_0000_0000L + i;
            assertTrue(host.runUntil(() -> trySend(host, endpoint, word)));
        }
        assertTrue(host.runUntil(() -> heard.size() == 40));
        assertEquals(0x1234_5678_0000_0027L, heard.getLast());
    }

    private static boolean trySend(EmulatedHost host, int endpoint, long word) {
        try {
            return host.iop.trySend(endpoint, word);
        } catch (org.rtkit4j.core.iop.RtkitException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"generic", "ans", "smc", "dcp", "mtp"})
    void everyProfileBootsCrashesAndLeavesALog(String name) throws Exception {
        try (var host = EmulatedHost.of(Profile.named(name))) {
            assertNull(host.boot(BootPlan.START_AND_WAKE));
            host.settle();
            assertFalse(host.syslog.isEmpty());
            assertEquals(List.of(), host.notices);
            host.iop.provokeCrash(true);
            assertTrue(host.runUntil(host.iop::isCrashed));
            assertEquals(0x45, host.iop.crashDump().log()[0]);
        }
    }

    // ---- What hosts do differently ----

    @Test
    void wakesWithEitherValue() throws Exception {
        Profile sleeping = Profile.named("generic").with("start", "wake");
        assertNull(EmulatedHost.of(sleeping).boot(BootPlan.WAKE));
        assertNull(EmulatedHost.of(sleeping).boot(BootPlan.WAKE.withOldWake()));
    }

    @Test
    void saysThatTheApIsOnEarlyOrLate() throws Exception {
        assertNull(EmulatedHost.of(Profile.named("generic")).boot(BootPlan.START.withEarlyApOn()));
    }

    @Test
    void startsTheCpuAndWakesItToo() throws Exception {
        assertNull(EmulatedHost.of(Profile.named("generic")).boot(BootPlan.START_AND_WAKE));
    }

    @ParameterizedTest
    @EnumSource(OsLogReply.class)
    void answersOslogWithABufferOrWithout(OsLogReply reply) throws Exception {
        var config = SessionConfig.named("test").withOsLog(reply);
        var host = new EmulatedHost(Profile.named("generic"), config, Adapter.POLLED);
        assertNull(host.boot(BootPlan.START));
    }

    // ---- What firmware does differently ----

    @ParameterizedTest
    @ValueSource(strings = {"11..12", "3..12", "0..65535", "12..15", "11..11", "12..12"})
    void acceptsEveryRangeThatMeetsOurs(String versions) throws Exception {
        assertNull(EmulatedHost.of(Profile.named("generic").with("versions", versions))
                .boot(BootPlan.START));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3..10", "13..15", "12..11"})
    void refusesEveryRangeThatDoesNot(String versions) throws Exception {
        Fault fault = EmulatedHost.of(Profile.named("generic").with("versions", versions))
                .boot(BootPlan.START);
        assertInstanceOf(Fault.NoCommonVersion.class, fault);
    }

    @ParameterizedTest
    @EnumSource(
            value = Quirk.class,
            names = {"ACKS_AFTER_MAP", "BUFFERS_AFTER_ACK", "EMPTY_MAP_PAGES", "DESCENDING_MAP", "RETRIES_HELLO"})
    void aHarmlessDifferenceIsNotEvenNoticed(Quirk quirk) throws Exception {
        try (var host = EmulatedHost.of(Profile.named("generic").withQuirks(quirk))) {
            assertNull(host.boot(BootPlan.START));
            host.settle();
            assertEquals(List.of(), host.notices);
            echoes(host, 0x20);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Quirk.class,
            names = {
                "HELLO_TWICE",
                "JUNK_IN_WORD",
                "REPEATED_SYSLOG_INIT",
                "REPEATED_BUFFER_REQUEST",
                "LOG_PAST_END",
            })
    void anOddityIsNoticedAndSurvived(Quirk quirk) throws Exception {
        try (var host = EmulatedHost.of(Profile.named("generic").withQuirks(quirk))) {
            assertNull(host.boot(BootPlan.START));
            host.settle();
            assertFalse(host.notices.isEmpty());
            echoes(host, 0x20);
        }
    }

    @Test
    void logsBeforeTheApIsOnAreReadAll() throws Exception {
        try (var host = EmulatedHost.of(Profile.named("generic").withQuirks(Quirk.LOGS_EARLY))) {
            assertNull(host.boot(BootPlan.START));
            host.settle();
            assertFalse(host.syslog.isEmpty());
        }
    }

    @Test
    void anEndlessMapIsCutOff() throws Exception {
        var host = EmulatedHost.of(Profile.named("generic").withQuirks(Quirk.ENDLESS_MAP));
        assertInstanceOf(Fault.ProtocolViolation.class, host.boot(BootPlan.START));
    }

    @Test
    void acceptsInitAsTheAcknowledgementOfAWake() throws Exception {
        assertNull(EmulatedHost.of(Profile.named("generic").with("wake.ack", "0x220"))
                .boot(BootPlan.START));
    }

    @Test
    void aFirmwareWithoutSyslogOrIoreportBoots() throws Exception {
        assertNull(EmulatedHost.of(Profile.named("generic").with("endpoints.system", "1"))
                .boot(BootPlan.START));
    }

    @Test
    void startsTracekitWhereItIsAnnounced() throws Exception {
        Profile profile = Profile.named("generic").with("endpoints.system", "1 2 3 4 8 0xa");
        assertNull(EmulatedHost.of(profile).boot(BootPlan.START));
    }

    @Test
    void answersAKdebugRequest() throws Exception {
        try (var host = EmulatedHost.of(Profile.named("generic").with("kdebug.records", "64"))) {
            assertNull(host.boot(BootPlan.START));
            host.settle();
            assertEquals(List.of(), host.notices);
        }
    }

    @Test
    void mapsTheSmcsOwnBuffersAndDoesNotReply() throws Exception {
        try (var host = EmulatedHost.of(Profile.named("smc"))) {
            assertNull(host.boot(BootPlan.START_AND_WAKE));
            host.settle();
            // A reply to a buffer of its own crashes the emulated firmware, as it does the real one.
            host.clock.advance(1_000_000_000L);
            host.settle();
            assertFalse(host.iop.isCrashed());
            assertTrue(host.iop.isRunning());
            assertEquals(List.of(), host.notices);
        }
    }

    @Test
    void aRingThatClaimsMoreThanItsBufferHoldsIsCut() throws Exception {
        Profile profile = Profile.named("generic").with("syslog.claims.entries", "65535");
        try (var host = EmulatedHost.of(profile)) {
            assertNull(host.boot(BootPlan.START));
            host.settle();
            assertTrue(host.notices.contains(Notice.SYSLOG_BAD_GEOMETRY));
            assertTrue(host.iop.isRunning());
        }
    }

    @Test
    void nothingIsMappedAfterCloseWhateverHappened() throws Exception {
        var host = EmulatedHost.of(Profile.named("ans"));
        assertNull(host.boot(BootPlan.START_AND_WAKE));
        host.settle();
        assertTrue(host.coprocessor.memory().openBuffers() > 0);
        host.iop.provokeCrash(false);
        assertTrue(host.runUntil(host.iop::isCrashed));
        host.close();
        assertEquals(0, host.coprocessor.memory().openBuffers());
    }
}
