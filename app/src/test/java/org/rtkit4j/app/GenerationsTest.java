package org.rtkit4j.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.app.emulate.EmulatedMac;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.hardware.proxy.server.ProxyServer;
import org.rtkit4j.hardware.proxy.server.ServerListener;

/// Firmware of every year behind the command: in this process and over m1n1's protocol.
class GenerationsTest {
    static Stream<String> storage() {
        return all().filter(name -> name.startsWith("ans"));
    }

    static Stream<String> management() {
        return all().filter(name -> name.startsWith("smc"));
    }

    private static Stream<String> all() {
        return Stream.concat(Profile.names().stream(), Profile.generations().stream());
    }

    private static Cli run(String... arguments) {
        Cli run = Cli.run(arguments);
        assertEquals(0, run.status(), run::toString);
        return run;
    }

    private static void overM1n1(String profile, Consumer<String> use) throws Exception {
        try (var mac = new EmulatedMac(List.of(Profile.named(profile)));
                var server = ProxyServer.tcp(mac, 0, new ServerListener() {})) {
            use.accept("m1n1:" + server.address());
        }
    }

    @ParameterizedTest
    @MethodSource("storage")
    void storageBootsAndReads(String profile) throws Exception {
        assertUp(Cli.run("boot", profile));
        run("nvme", "info", "--via", "emulator:" + profile);
        overM1n1(profile, way -> run("nvme", "info", "--via", way));
        overM1n1(profile, way -> assertUp(Cli.run("boot", "ans", "--via", way)));
    }

    // Some cannot go down again.
    private static void assertUp(Cli boot) {
        assertTrue(boot.out().contains("AP ON, co-processor ON"), boot::toString);
    }

    @ParameterizedTest
    @MethodSource("management")
    void theManagementControllerBootsAndReads(String profile) throws Exception {
        assertTrue(run("boot", profile).out().contains("AP ON, co-processor ON"));
        String battery =
                run("smc", "battery", "--json", "--via", "emulator:" + profile).out();
        overM1n1(profile, way -> {
            run("boot", "smc", "--via", way);
            assertEquals(
                    percent(battery),
                    percent(run("smc", "battery", "--json", "--via", way).out()));
        });
    }

    private static String percent(String battery) {
        return battery.lines()
                .filter(line -> line.contains("percent"))
                .findFirst()
                .orElse("none");
    }

    @Test
    void theListHasEachWithWhatDiffers() {
        String list = run("boot", "--list").out();
        for (String name : all().toList()) {
            assertTrue(list.lines().anyMatch(line -> line.startsWith(name + " ")), name + "\n" + list);
        }
        assertFalse(list.contains("nvme.null-check = used"), list);
        assertTrue(list.lines().anyMatch(line -> line.endsWith("nvme.null-check = absent")), list);
        assertTrue(list.contains("nvme.tcb-opcode = reserved   (guess tcb-opcode)"), list);
        assertTrue(list.contains("smc.keys = notebook-27"), list);
        String json = run("boot", "--list", "--json").out();
        assertEquals(all().count(), json.split("\"differences\"", -1).length - 1, json);
    }

    @Test
    void theListSaysOfChipsAndKeySetsWhatDiffers() {
        String list = run("boot", "--list").out();
        assertTrue(list.contains("  quirks = crashes-at-shutdown\n"), list);
        assertTrue(list.contains("  reset = none\n"), list);
        assertTrue(list.contains("  mailbox = t8015\n"), list);
        assertTrue(list.contains("  oslog.bytes = 0   (guess oslog-asks)\n"), list);
        assertTrue(list.contains("  smc.keys = notebook-12.3   (guess smc-years)\n"), list);
        assertTrue(
                list.contains(
                        "  keys, since smc-14.7: AC-i absent, AC-n absent, CH0B absent, CH0C absent, CHTE ui32 4 0xc4\n"),
                list);
        assertTrue(list.contains("  keys, since smc-26: B0RM ui16 2 0x84, BCF0 ui8 1 0x84, CH0I absent\n"), list);
        assertTrue(list.contains("  guesses: ping, ioreport-poll, ap-ack\n"), list);
        String onA11 = "cc-at-start, nvme-version, base-cmd-id, transfer, t8015-cid, ping, ioreport-poll";
        assertTrue(list.contains("  guesses: " + onA11 + "\n"), list);
        String json = run("boot", "--list", "--json").out();
        assertTrue(json.contains("\"guesses\" : [ \"ping\", \"ioreport-poll\", \"ap-ack\" ]"), json);
    }

    @ParameterizedTest
    @CsvSource({"smc-27, sleep", "ans-t8132, write", "ans-15, recover"})
    void theMatrixJudgesAFileByWhatItExtends(String parent, String last, @TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("whatever.properties"), "extends = " + parent + "\n");
        String matrix = run("matrix", file.toString()).out();
        assertEquals(2, matrix.lines().count(), matrix);
        assertTrue(matrix.lines().allMatch(line -> line.startsWith("whatever ") && line.endsWith(last)), matrix);
        run("boot", file.toString());
    }

    @Test
    void ourDriversSurviveAllOfIt() {
        String matrix = run("matrix").out();
        assertEquals(
                2 * (storage().count() + management().count()), matrix.lines().count(), matrix);
        assertTrue(matrix.contains("ans-15      rtkit4j            boot, read, write, sleep, recover"), matrix);
        assertTrue(matrix.contains("ans-t8132   rtkit4j over m1n1  boot, read, write\n"), matrix);
        assertTrue(matrix.contains("smc-27      rtkit4j over m1n1  boot, read, write, sleep"), matrix);
    }

    @Test
    void theMatrixRefusesWhatHasNoDriverInOneLine() {
        Cli none = Cli.run("matrix", "generic");
        assertEquals(2, none.status());
        assertEquals(1, none.err().lines().count(), none::toString);
        String json = run("matrix", "smc-27", "--json").out();
        assertTrue(json.contains("\"boot\" : \"done\""), json);
        assertTrue(run("matrix", "smc-27", "--page").out().contains("| `smc-27` | boot, read, write, sleep |"));
    }

    @ParameterizedTest
    @CsvSource({"smc-12.3, CH0C", "smc-15, CHTE", "smc-27, CHTE"})
    void chargingIsControlledByName(String profile, String key) {
        String way = "emulator:" + profile;
        String out = run("smc", "charge", "inhibit", "--via", way).out();
        assertTrue(out.startsWith("behaviour: inhibit"), out);
        assertTrue(run("smc", "read", key, "--via", way).out().contains("0"));
        String json = run("smc", "charge", "--json", "--via", way).out();
        assertTrue(json.contains("\"behaviour\" : \"auto\""), json);
    }

    @Test
    void aChargeLimitIsRefusedInOneLineWhereTheFirmwareHasNone() {
        Cli none = Cli.run("smc", "charge", "--limit", "80", "--via", "emulator:smc-12.3");
        assertEquals(2, none.status());
        assertEquals(1, none.err().lines().count(), none::toString);
        assertTrue(none.err().contains("no key for a limit"), none::toString);
        assertEquals(2, Cli.run("smc", "charge", "sideways").status());
        assertTrue(run("smc", "charge", "--limit", "70", "--via", "emulator:smc-26")
                .out()
                .contains("70 %"));
        Cli desktop = Cli.run("smc", "charge", "--via", "emulator:smc");
        assertEquals(0, desktop.status(), desktop::toString);
    }

    @Test
    void whatIsAskedOfTheChargerHappensAsAWholeOrNotAtAll() throws Exception {
        try (var mac = new EmulatedMac(List.of(Profile.named("smc-27")));
                var server = ProxyServer.tcp(mac, 0, new ServerListener() {})) {
            String way = "m1n1:" + server.address();
            Cli refused = Cli.run("smc", "charge", "discharge", "--limit", "60", "--via", way);
            assertEquals(2, refused.status(), refused::toString);
            assertEquals(
                    "rtkit: this firmware has no key for it: discharge, there are auto, inhibit, discharge-to-limit\n",
                    refused.err());
            assertTrue(run("smc", "charge", "--via", way).out().contains("limit:     100 %"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "smc-13.5, 60, 'this firmware can end at 80 percent, or at 100: limit=60'",
        "smc-13.5, 96, 'this firmware can end at 80 percent, or at 100: limit=96'",
        "smc-12.3, 80, this firmware has no key for a limit: limit=80",
        "smc-27, 9, not between 10 and 100: limit=9",
        "smc-27, 0, not between 10 and 100: limit=0"
    })
    void aLimitThatTheFirmwareCannotHaveIsRefusedAndNothingIsWritten(String profile, int limit, String why)
            throws Exception {
        try (var mac = new EmulatedMac(List.of(Profile.named(profile)));
                var server = ProxyServer.tcp(mac, 0, new ServerListener() {})) {
            String way = "m1n1:" + server.address();
            String before = run("smc", "charge", "--via", way).out();
            Cli refused = Cli.run("smc", "charge", "inhibit", "--limit", String.valueOf(limit), "--via", way);
            assertEquals(2, refused.status(), refused::toString);
            assertEquals("rtkit: " + why + "\n", refused.err());
            assertEquals(before, run("smc", "charge", "--via", way).out());
        }
    }

    @ParameterizedTest
    @CsvSource({"smc-12.3, none can be set", "smc-13.5, 100 %", "smc-14.7, 100 %", "smc-27, 100 %"})
    void noLimitIsHadEverywhere(String profile, String limit) {
        Cli run = run("smc", "charge", "auto", "--limit", "100", "--via", "emulator:" + profile);
        assertTrue(run.out().contains("limit:     " + limit + "\n"), run::toString);
    }

    @ParameterizedTest
    @CsvSource({
        "boot --list foo, --list: PROFILE means nothing beside it",
        "boot --list --crash, --list: --crash means nothing beside it",
        "boot --list --via emulator, --list: --via means nothing beside it",
        "boot --list --all, --list: --all means nothing beside it",
        "matrix smc-27 --json --page, one of --json and --page",
        "emulate --write-dtb x.dtb --page 0, --write-dtb: --page means nothing beside it",
        "emulate --write-dtb x.dtb --for 1, --write-dtb: --for means nothing beside it",
        "probe --capture x.pcapng, --capture is for --go",
        "smc charge --via emulator:ans, 'no system management controller: ans, which is storage (ANS), as on M1'",
        "smc list --via emulator:generic, 'no system management controller: generic, which is a co-processor'",
        "nvme info --via emulator:smc, 'no storage controller: smc, which is system management controller (SMC)'"
    })
    void whatWouldMeanNothingIsRefused(String command, String why) {
        Cli.requireRefused(command, why);
    }

    @Test
    void aMachineOfSeveralYearsIsSaidToBe() {
        Cli mixed = run("emulate", "--proxy", "tcp:0", "--profile", "ans-12.3,smc-27,dcp", "--for", "1");
        assertTrue(
                mixed.err()
                        .startsWith("rtkit: firmware of several years in one machine: ans-12.3 of iBoot-7459.101.2,"
                                + " smc-27 of mBoot-20457.1.29; its tree says iBoot-7459.101.2\n"),
                mixed::err);
        Cli one = run("emulate", "--proxy", "tcp:0", "--profile", "ans-27,smc-27,dcp", "--for", "1");
        assertFalse(one.err().contains("several years"), one::err);
    }
}
