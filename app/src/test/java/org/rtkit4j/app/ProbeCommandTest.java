package org.rtkit4j.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.app.emulate.EmulatedMac;
import org.rtkit4j.emulator.nvme.NvmeConfig;
import org.rtkit4j.emulator.profile.FirmwareOrigin;
import org.rtkit4j.emulator.profile.Guess;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.emulator.smc.KeySet;
import org.rtkit4j.hardware.proxy.server.ProxyServer;
import org.rtkit4j.hardware.proxy.server.ServerListener;
import org.rtkit4j.wire.message.CoprocessorKind;

/// `rtkit probe`: every guess, answered either way.
class ProbeCommandTest {
    @TempDir
    private Path folder;

    private static final String YEAR = "ans-15";

    // Of which chip and year it is, as the emulated Mac's tree says.
    private static FirmwareOrigin origin(Profile profile) {
        String firmware = profile.systemFirmware();
        int macOs = Stream.of("7459:12", "8422:13", "10151:14", "11881:15", "13822:26", "20457:27")
                .filter(each -> firmware.contains("-" + each.split(":", -1)[0] + "."))
                .map(each -> Integer.parseInt(each.split(":", -1)[1]))
                .findFirst()
                .orElse("page".equals(profile.value("nvme.admin-data")) ? 15 : 14);
        NvmeConfig nvme = profile.nvme();
        return new FirmwareOrigin(profile.kind(), nvme == null ? null : nvme.variant(), macOs);
    }

    private static String claim(Profile profile, Guess guess) {
        return guess.claim(origin(profile)).orElseThrow();
    }

    private static String other(Profile profile, Guess guess) {
        String claim = claim(profile, guess);
        return guess.answers().stream()
                .filter(answer -> !answer.equals(claim))
                .findFirst()
                .orElseThrow();
    }

    private static Profile asBuilt(String name) {
        Profile usual = Profile.named(name);
        Profile profile = usual;
        for (Guess guess : Guess.values()) {
            if (concerns(usual, guess)) {
                profile = profile.with(guess.key(), claim(usual, guess));
            }
        }
        return profile;
    }

    private static Profile otherwise(String name) {
        Profile usual = Profile.named(name);
        Profile profile = usual;
        for (Guess guess : Guess.values()) {
            if (concerns(usual, guess)) {
                profile = profile.with(guess.key(), other(usual, guess));
            }
        }
        return profile;
    }

    private static boolean concerns(Profile profile, Guess guess) {
        return guess.isAbout(origin(profile));
    }

    private static Cli probe(List<Profile> profiles, String... more) throws Exception {
        try (var mac = new EmulatedMac(profiles);
                var server = ProxyServer.tcp(mac, 0, new ServerListener() {})) {
            String[] first = {"probe", "--go", "--via", "m1n1:" + server.address()};
            Cli run = Cli.run(
                    Stream.concat(Arrays.stream(first), Arrays.stream(more)).toArray(String[]::new));
            assertEquals(0, run.status(), run::toString);
            return run;
        }
    }

    private static String verdict(Cli run, String coprocessor, Guess guess) {
        return run.out()
                .lines()
                .filter(line -> line.startsWith("%-4s %-14s ".formatted(coprocessor, guess.id())))
                .map(line -> line.substring(20, 39).strip())
                .findFirst()
                .orElse("not in the list");
    }

    @Test
    void whatHoldsIsFoundToHold() throws Exception {
        Cli run = probe(List.of(asBuilt(YEAR), asBuilt("smc")));
        for (String coprocessor : List.of("ans", "smc")) {
            for (Guess guess : Guess.values()) {
                if (concerns(Profile.named(coprocessor), guess)) {
                    assertEquals("holds", verdict(run, coprocessor, guess), guess + run.out());
                }
            }
        }
    }

    @Test
    void tenGuessesAnsweredTheOtherWayAreAllFound() throws Exception {
        Cli run = probe(List.of(otherwise(YEAR), otherwise("smc")));
        int found = 0;
        for (Guess guess : Guess.values()) {
            String coprocessor = guess == Guess.AP_ACK ? "smc" : "ans";
            // Where null PRPs are refused, a read with one says nothing of its own; the ids are A11's.
            String expected = guess == Guess.SHORT_READ
                    ? "could not be asked"
                    : guess == Guess.T8015_CID ? "not in the list" : "does not";
            assertEquals(expected, verdict(run, coprocessor, guess), guess + run.out());
            found += expected.equals("does not") ? 1 : 0;
        }
        assertEquals(10, found);
    }

    static Stream<String> everyFirmwareWithGuesses() {
        return everyProfile().filter(name -> !name.equals("generic"));
    }

    // What it says is of this chip and this year: as each profile is, all holds, and the reverse does not. Without null
    // PRPs nothing can be asked with one, so they are reversed by themselves; who is not answered waits, and is asked
    // elsewhere.
    @ParameterizedTest
    @MethodSource("everyFirmwareWithGuesses")
    void eachGuessIsJudgedByWhatItSaysOfThisFirmware(String name) throws Exception {
        Profile profile = Profile.named(name);
        // Storage has one name on every chip; a Mac has displays of several.
        String coprocessor = profile.nvme() == null ? profile.root() : "ans";
        Profile reversed = profile;
        for (Guess guess : Guess.values()) {
            boolean isWait = guess == Guess.PING || guess == Guess.IOREPORT_POLL;
            if (concerns(profile, guess) && !isWait && guess != Guess.NULL_CHECK) {
                reversed = reversed.with(guess.key(), other(profile, guess));
            }
        }
        Cli usual = probe(List.of(profile), coprocessor);
        Cli other = probe(List.of(reversed), coprocessor);
        for (Guess guess : Guess.values()) {
            boolean isReversed = !reversed.equals(profile) && isOther(profile, reversed, guess);
            String expected = concerns(profile, guess) ? "holds" : "not in the list";
            String unasked =
                    profile.nvme() != null && guess.key().startsWith("nvme.") ? "could not be asked" : expected;
            String is = verdict(usual, coprocessor, guess);
            assertTrue(is.equals(expected) || (!concerns(profile, guess) && is.equals(unasked)), guess + usual.out());
            assertEquals(isReversed ? "does not" : is, verdict(other, coprocessor, guess), guess + other.out());
        }
    }

    private static boolean isOther(Profile profile, Profile reversed, Guess guess) {
        return reversed.value(guess.key()) != null
                && !reversed.value(guess.key()).equals(profile.value(guess.key()));
    }

    @ParameterizedTest
    @CsvSource({"ans-12.3", "ans-27", "ans-t8132"})
    void theCheckOfNullPrpsIsJudgedToo(String name) throws Exception {
        Cli run = probe(List.of(Profile.named(name).with("nvme.null-check", "any")), "ans");
        assertEquals("does not", verdict(run, "ans", Guess.NULL_CHECK), run.out());
    }

    @Test
    void ofAYearThatNobodyKnowsNothingIsSaidThatDependsOnIt() throws Exception {
        Profile unknown = Profile.named("ans").with("nvme.controller-faults", "never-ready");
        assertEquals("could not be asked", verdict(probe(List.of(unknown), "ans"), "ans", Guess.TCB_OPCODE));
        Profile future = Profile.named("ans-27").with("system.firmware", "nBoot-99999.1");
        assertEquals("holds", verdict(probe(List.of(future), "ans"), "ans", Guess.TCB_OPCODE), "pages tell");
    }

    @ParameterizedTest
    @CsvSource({
        "nvme.controller-faults, all-ones, cc-at-start nvme-version base-cmd-id null-check tcb-opcode transfer",
        "nvme.faults, read-error read, short-read",
        "nvme.faults, stuck flush, unused-prp short-read",
        "nvme.faults, crash-before read, short-read",
        "endpoints.system, 0x01 0x02 0x03 0x08, ioreport-poll"
    })
    void whatSaysNothingOfAGuessIsNoAnswerToIt(String key, String value, String unasked) throws Exception {
        Cli run = probe(List.of(asBuilt(YEAR).with(key, value)), "ans");
        for (Guess guess : Guess.values()) {
            if (concerns(Profile.named(YEAR), guess)) {
                boolean isUnasked = List.of(unasked.split(" ")).contains(guess.id());
                String verdict = verdict(run, "ans", guess);
                assertTrue(!isUnasked || verdict.equals("could not be asked"), guess + run.out());
                assertFalse(verdict.equals("does not"), guess + run.out());
            }
        }
    }

    // An emulated one is there alone: what it answers under another's name would say nothing of that.
    @ParameterizedTest
    @CsvSource({"ans-15, smc", "smc-27, ans", "ans, dcp"})
    void whoIsNotEmulatedIsNotAsked(String profile, String coprocessor) {
        Path report = folder.resolve("other.probe");
        String way = "emulator:" + profile;
        Cli other = Cli.run("probe", "--go", "--via", way, "--output", report.toString(), coprocessor);
        assertEquals(2, other.status(), other::toString);
        String start = "rtkit: no %s: %s, which is ".formatted(coprocessor, profile);
        assertTrue(other.err().startsWith(start), other::toString);
        assertEquals("", other.out());
        assertFalse(Files.exists(report));
        Cli usual = Cli.run("probe", "--go", "--via", way);
        assertEquals(0, usual.status(), usual::toString);
        String kind = profile.substring(0, 3);
        assertTrue(usual.out().lines().allMatch(line -> line.startsWith(kind)), usual::toString);
    }

    @Test
    void nothingIsEnabledWhereRegistersReadAllOnes() throws Exception {
        Cli run = probe(List.of(Profile.named(YEAR).with("nvme.controller-faults", "all-ones")), "ans");
        assertFalse(run.out().contains("enable the controller"), run::toString);
    }

    @Test
    void whatOneHasAnsweredIsKeptWhereTheOtherIsNotThere() throws Exception {
        Path report = folder.resolve("half.probe");
        try (var mac = new EmulatedMac(List.of(asBuilt("ans")));
                var server = ProxyServer.tcp(mac, 0, new ServerListener() {})) {
            String via = "m1n1:" + server.address();
            Cli run = Cli.run("probe", "--go", "--via", via, "--output", report.toString());
            assertEquals(2, run.status(), run::toString);
            assertEquals("holds", verdict(run, "ans", Guess.PING), run.out());
            assertTrue(run.err().startsWith("rtkit: ") && run.err().contains("smc"), run::err);
            assertTrue(Files.readString(report).contains("answer ping answered"), Files.readString(report));
            Cli nowhere = Cli.run("probe", "--go", "--via", via, "--output", "/nonexistent/x.probe");
            assertEquals(2, nowhere.status(), nowhere::toString);
            assertEquals("", nowhere.out(), "nothing was asked");
        }
    }

    @Test
    void theProfileMadeOfItsFileAnswersAsTheMachineDid() throws Exception {
        Path report = folder.resolve("mac.probe");
        Cli machine = probe(List.of(otherwise(YEAR), otherwise("smc")), "--output", report.toString());
        String text = Files.readString(report);
        assertTrue(text.startsWith("rtkit4j probe 1\n"), text);
        assertTrue(text.contains("said < 00: 00100000000c000b"), text);
        assertFalse(text.contains("0000000000000001\n") && text.contains("EXAMPLE SSD"), "nothing of the disk");
        Cli read = Cli.run("probe", "read", report.toString(), "ans");
        assertEquals(0, read.status(), read::toString);
        Path file = folder.resolve("mac.properties");
        Files.writeString(file, read.out());
        Cli again = probe(List.of(Profile.load(file).with("description", "again")), "ans");
        for (Guess guess : Guess.values()) {
            if (concerns(Profile.named(YEAR), guess)) {
                assertEquals(verdict(machine, "ans", guess), verdict(again, "ans", guess), guess.id());
            }
        }
    }

    static Stream<String> everyProfile() {
        return Stream.concat(Profile.names().stream(), Profile.generations().stream());
    }

    // What a host can see of it: the rules of its controller, the keys, and what another probe finds.
    @ParameterizedTest
    @MethodSource("everyProfile")
    void theProfileMadeOfItsFileIsThatMachine(String name) throws Exception {
        assertMadeAgain(Profile.named(name));
    }

    static Stream<Profile> machinesThatNoProfileIsOf() {
        return Stream.of(
                Profile.named("ans").with("nvme.null-check", "absent").with("nvme.admin-data", "page"),
                Profile.named("ans-15").with("nvme.tcb-opcode", "noticed").with("nvme.revision", "1.2.3"),
                Profile.named("ans").with("oslog.bytes", "0").with("syslog.claims.entries", "0x20"),
                Profile.named("ans").with("versions", "11..11").with("crashlog.bytes", "0x4000"),
                Profile.named("smc").with("smc.keys", "desktop"),
                Profile.named("smc-27").with("smc.key.CHTE", "absent").with("smc.key.CH0C", "ui8 1 0xc4"),
                Profile.named("smc").with("smc.key.B0RM", "ui16 2 0xc4").with("smc.key.BCF0", "ui8 1 0x84"),
                Profile.named("smc-13.5").with("system.firmware", ""));
    }

    @ParameterizedTest
    @MethodSource("machinesThatNoProfileIsOf")
    void soIsThatOfAnyOther(Profile machine) throws Exception {
        assertMadeAgain(machine);
    }

    private void assertMadeAgain(Profile machine) throws Exception {
        String name = machine.kind() == CoprocessorKind.ANS ? "ans" : machine.root();
        Path report = folder.resolve("machine.probe");
        probe(List.of(machine), name, "--output", report.toString());
        Cli read = Cli.run("probe", "read", report.toString());
        assertEquals(0, read.status(), read::toString);
        Path file = Files.writeString(folder.resolve("made.properties"), read.out());
        Profile made = Profile.load(file);
        assertEquals(machine.kind(), made.kind());
        assertEquals(rules(machine), rules(made), read::out);
        assertEquals(shapes(machine), shapes(made), read::out);
        Path again = folder.resolve("again.probe");
        probe(List.of(made), name, "--output", again.toString());
        assertEquals(shown(report), shown(again), read::out);
    }

    private static Object rules(Profile profile) {
        NvmeConfig nvme = profile.nvme();
        return nvme == null ? "none" : List.of(nvme.variant(), nvme.rules(), nvme.atStart(), nvme.revision());
    }

    private static Object shapes(Profile profile) {
        KeySet keys = profile.keys();
        return keys == null ? "none" : keys.shapes();
    }

    private static List<String> shown(Path report) throws Exception {
        return Files.readAllLines(report).stream()
                .filter(line -> !line.startsWith("said"))
                .toList();
    }

    // A Mac has more displays than one, and the emulator one profile for all of them.
    @Test
    void aCoprocessorOfANameOfItsOwnIsOfItsKind() throws Exception {
        Path report = Files.writeString(
                folder.resolve("two.probe"),
                "rtkit4j probe 1\ncoprocessor dcpext0\nanswer ping ignored\ncoprocessor acio1\nend\n");
        Cli none = Cli.run("probe", "read", report.toString());
        assertEquals(2, none.status());
        assertTrue(none.err().contains("4: no such co-processor: acio1"), none::toString);
        Files.writeString(report, Files.readString(report).replace("coprocessor acio1\n", ""));
        Cli read = Cli.run("probe", "read", report.toString());
        assertTrue(read.out().contains("extends = dcp\ndescription = dcpext0, "), read::toString);
        assertTrue(read.out().contains("ping = ignored\n"), read::toString);
    }

    @Test
    void aFileThatWasCutShortAnywhereIsNoticed() throws Exception {
        Path report = folder.resolve("whole.probe");
        probe(List.of(asBuilt("ans")), "ans", "--output", report.toString());
        List<String> lines = Files.readAllLines(report);
        for (int count = 1; count < lines.size(); count++) {
            Path cut = Files.writeString(folder.resolve("cut.probe"), String.join("\n", lines.subList(0, count)));
            Cli read = Cli.run("probe", "read", cut.toString());
            assertEquals(2, read.status(), count + read.toString());
            assertTrue(read.err().contains("cut short"), read::toString);
        }
    }

    @Test
    void whatA11CanBeAskedIsAsked() throws Exception {
        Cli run = probe(List.of(Profile.named("ans-t8015")), "ans");
        for (Guess guess : List.of(
                Guess.TRANSFER,
                Guess.T8015_CID,
                Guess.PING,
                Guess.CC_AT_START,
                Guess.NVME_VERSION,
                Guess.BASE_CMD_ID)) {
            assertEquals("holds", verdict(run, "ans", guess), run.out());
        }
        assertTrue(run.out().contains("t8015 has no NVMMU"), run.out());
    }

    @Test
    void aStepIsToldWhenItIsTakenAndNotBefore() throws Exception {
        Cli nowhere = Cli.run("probe", "--go", "ans", "--via", "m1n1:tcp:127.0.0.1:1");
        assertEquals(
                "ans: look it up in the machine's device tree, and which chip and system firmware that names\n",
                nowhere.out());
        Cli run = probe(List.of(asBuilt("ans").with("nvme.controller-faults", "never-ready")), "ans");
        assertTrue(run.out().contains("ans: enable the controller"), run.out());
        assertFalse(run.out().contains("ans: Identify"), run.out());
        assertTrue(run.out().contains("ans: take it down as its drivers do"), run.out());
    }

    @Test
    void whatIsSaidOfKeysIsNotInTheFile() throws Exception {
        Path report = folder.resolve("smc.probe");
        probe(List.of(Profile.named("smc")), "smc", "--output", report.toString());
        assertTrue(Files.readString(report).contains("\nkey B0RM ui16 2 "), Files.readString(report));
        assertTrue(Files.readAllLines(report).stream().noneMatch(line -> line.matches("said . [2-f][0-9a-f]: .*")));
    }

    private static String document(String name) throws Exception {
        return Files.readString(Path.of(System.getProperty("rtkit.root", ".."), "docs", name));
    }

    // One that is asked stands in the first table, with what it says of firmware; of any other the document says why
    // not.
    @Test
    void everyGuessIsAskedOrTheDocumentSaysWhyNot() throws Exception {
        String[] tables = document("probe.md").split("## What is not asked", -1);
        for (Guess guess : Guess.values()) {
            String row = tables[0]
                    .lines()
                    .filter(line -> line.startsWith("| `%s` |".formatted(guess.id())))
                    .findFirst()
                    .orElseThrow();
            String guessed = row.substring(row.lastIndexOf("|", row.length() - 2));
            assertTrue(row.contains("`" + guess.key() + " = "), row);
            guess.answers().forEach(answer -> assertTrue(row.contains(answer), row));
            guess.claims().forEach(claim -> assertTrue(guessed.contains("`" + claim.value() + "`"), row));
        }
        String text = document("decisions.md");
        String storage = text.substring(text.indexOf("## Storage"));
        Matcher id =
                Pattern.compile("\\*[Gg]uess(es)?\\* ((`[a-z0-9-]+`(, )?)+)").matcher(storage);
        while (id.find()) {
            for (String each :
                    id.group(2).replace("`", "").replaceFirst(", $", "").split(", ", -1)) {
                boolean isAsked = Guess.ofId(each).isPresent();
                assertTrue(isAsked != tables[1].contains("`" + each + "`"), each);
            }
        }
    }

    @Test
    void everyGuessOfTheDecisionsHasAnIdOfItsOwn() throws Exception {
        String text = document("decisions.md");
        var ids = new TreeSet<String>();
        Matcher guess = Pattern.compile("\\| .*\\*[Gg]uess\\*( `[a-z0-9-]+`(, `[a-z0-9-]+`)*)?")
                .matcher(text);
        while (guess.find()) {
            assertTrue(guess.group(1) != null, guess.group());
            for (String id : guess.group(1).replace("`", "").strip().split(", ", -1)) {
                assertTrue(ids.add(id), "twice: " + id);
            }
        }
        for (Guess asked : Guess.values()) {
            assertTrue(ids.contains(asked.id()), asked.id());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "t8103, ans, ''",
        "t8132, ans, ''",
        "t8112, ans, 't8112 is M2: the emulator plays it as M1, with registers and addresses of that'",
        "t6030, ans, 't6030 is M3 Pro: the emulator plays it as M1, with registers and addresses of that'",
        "t8132, smc, 't8132 is M4: the emulator plays it as M1, with registers and addresses of that'",
        "t9999, smc, 'nothing is known of chip t9999: the emulator plays it as M1, with registers and addresses of that'",
        "'', ans, 'the report names no chip: the emulator plays it as M1, with registers and addresses of that'",
        "'t9999\nfact controller t8132', ans, 'nothing is known of chip t9999: the emulator plays it as M4, with registers and addresses of that'"
    })
    void aChipThatIsPlayedAsAnotherIsSaidToBe(String chip, String coprocessor, String remark) throws Exception {
        String fact = chip.isEmpty() ? "" : "fact chip " + chip.replace("\\n", "\n") + "\n";
        Path report = Files.writeString(
                folder.resolve("chip.probe"),
                "rtkit4j probe 1\ncoprocessor " + coprocessor + "\nunasked ping\n" + fact + "end\n");
        Cli read = Cli.run("probe", "read", report.toString());
        assertEquals(0, read.status(), read::toString);
        assertEquals(remark.isEmpty() ? "" : "rtkit: " + remark + "\n", read.err());
        assertEquals(!remark.isEmpty(), read.out().contains("\n# " + remark + ".\n"), read.out());
        Profile.load(Files.writeString(folder.resolve("chip.properties"), read.out()));
    }

    @Test
    void aReportWithoutEndIsNotReadForEver() {
        Cli read = Cli.run("probe", "read", "/dev/zero");
        assertEquals(2, read.status());
        assertEquals("rtkit: /dev/zero: too large for a probe's report\n", read.err());
    }

    @ParameterizedTest
    @CsvSource({
        "probe nonsense, no such co-processor: nonsense",
        "probe ans isp, no such co-processor: isp",
        "probe --go nonsense, no such co-processor: nonsense",
        "probe --output x.probe, --output is for --go"
    })
    void whatCannotBeAskedIsRefusedBeforeAnythingIsTold(String command, String why) {
        Cli.requireRefused(command, why);
    }

    @Test
    void nothingIsTouchedWithoutTheWord() throws Exception {
        try (var mac = new EmulatedMac(List.of(Profile.named("ans")))) {
            Cli dry = Cli.run("probe", "--via", "m1n1:tcp:127.0.0.1:1");
            assertEquals(0, dry.status(), dry::toString);
            assertTrue(dry.out().contains("ans: read CC, VS, BASE_CMD_ID"), dry::toString);
            assertTrue(Cli.run("probe", "dcp").out().endsWith("dcp: what that can answer: ping, ioreport-poll\n"));
            assertEquals(2, Cli.run("probe", "--go", "--dry-run").status());
            assertTrue(mac.coprocessors().getFirst().toString().contains("STOPPED"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', 1: not a probe's report",
        "'rtkit4j probe 1\nanswer ping answered', 2: no co-processor was named before",
        "'rtkit4j probe 1\ncoprocessor ans\nanswer weather fine', 3: no such guess",
        "'rtkit4j probe 1\ncoprocessor ans\nanswer ping answered\nunasked ping', 4: ping was there before",
        "'rtkit4j probe 1\ncoprocessor foo', 2: no such co-processor: foo",
        "'rtkit4j probe 1\ncoprocessor ans\nanswer ping sometimes', 3: no such answer to ping: sometimes",
        "'rtkit4j probe 1\ncoprocessor ans\nanswer transfer 99', 3: no such answer to transfer: 99",
        "'rtkit4j probe 1\ncoprocessor ans\nanswer nvme-version zz', 3: no such answer to nvme-version: zz",
        "'rtkit4j probe 1\ncoprocessor ans\nsaid < 00', '3: none of coprocessor, fact, answer, unasked, key, said, end'",
        "'rtkit4j probe 1\ncoprocessor ans\nfact colour red', 3: no such fact: colour",
        "'rtkit4j probe 1\ncoprocessor ans\nfact versions 12', 3: no such answer to versions: 12",
        "'rtkit4j probe 1\ncoprocessor ans\nfact versions 12..11', 3: no firmware that boots says so: versions 12..11",
        "'rtkit4j probe 1\ncoprocessor ans\nfact versions 13..14', 3: no firmware that boots says so: versions 13..14",
        "'rtkit4j probe 1\ncoprocessor ans\nfact versions 0..10', 3: no firmware that boots says so: versions 0..10",
        "'rtkit4j probe 1\ncoprocessor ans\nfact wake.ack 0x10', 3: no firmware that boots says so: wake.ack 0x10",
        "'rtkit4j probe 1\ncoprocessor ans\nfact controller t9', 3: no such controller: t9",
        "'rtkit4j probe 1\ncoprocessor ans\nfact chip t8132\nfact controller t8103', 4: chip t8132 has no controller as t8103 has",
        "'rtkit4j probe 1\ncoprocessor ans\nfact chip t9999\nend', 'ans: nothing is known of chip t9999, and the report does not say which controller it has'",
        "'rtkit4j probe 1\ncoprocessor smc\nkey CHTE ui32', 3: not of the form ui16 2 0xd4",
        "'rtkit4j probe 1\ncoprocessor ans\nanswer ping answered', 3: cut short",
        "'rtkit4j probe 1\nend\ncoprocessor ans', 3: something follows the end"
    })
    void aReportThatIsNoneIsRefusedWithItsLine(String text, String why) throws Exception {
        Path report = folder.resolve("bad.probe");
        Files.writeString(report, text.replace("\\n", "\n"));
        Cli read = Cli.run("probe", "read", report.toString());
        assertEquals(2, read.status());
        assertEquals(1, read.err().lines().count(), read::toString);
        assertTrue(read.err().contains(why), read::toString);
    }
}
