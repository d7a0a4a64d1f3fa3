package org.rtkit4j.emulator.profile;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.emulator.EmulatedMachine;
import org.rtkit4j.emulator.HandAp;
import org.rtkit4j.emulator.dma.DmaSpec;
import org.rtkit4j.emulator.firmware.FirmwareConfig;
import org.rtkit4j.emulator.firmware.Quirk;
import org.rtkit4j.emulator.firmware.VersionRange;
import org.rtkit4j.emulator.smc.KeyShape;
import org.rtkit4j.wire.message.CoprocessorKind;
import org.rtkit4j.wire.nvme.NvmeVariant;
import org.rtkit4j.wire.port.Region;
import org.rtkit4j.wire.register.MailboxRegisters;

class ProfileTest {
    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("mine.properties"), text);
    }

    static List<String> names() {
        return Profile.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void comesWithEveryProfileThatItNames(String name) {
        Profile profile = Profile.named(name);
        assertEquals(name, profile.name());
        assertFalse(profile.description().isEmpty());
        assertTrue(profile.firmware(Map.of()).image().version().contains("Example"), "invented names say so");
    }

    @Test
    void movesARegionWithWhatLiesInIt() {
        Profile moved = Profile.named("smc").withRegion("sram", 0x5_0000_0000L, 0x8_0000);
        assertEquals(List.of(new Region("sram", 0x5_0000_0000L, 0x8_0000)), moved.regions());
        FirmwareConfig firmware = moved.firmware(Map.of());
        assertEquals(0x5_0003_0000L, firmware.syslog().buffer().address());
        assertEquals(0x5_0004_0000L, firmware.crashlog().address());
        assertEquals(0x5_0005_4000L, firmware.osLog().address());
        // The shared memory for keys, by the answer to SMC_INITIALIZE.
        var ap = new HandAp(moved);
        ap.boot();
        ap.send(0, 0x0050_0020_0000_0002L);
        ap.send(0x20, 0x17);
        ap.expect(0x20, 0x5_0000_4000L);
    }

    @Test
    void refusesARegionThatIsTooSmallForWhatLiesInIt() {
        ProfileException small = assertThrows(
                ProfileException.class, () -> Profile.named("smc").withRegion("sram", 0x5_0000_0000L, 0x4_0000));
        assertTrue(small.getMessage().contains("crashlog.address has no room in sram"), small.getMessage());
        assertThrows(ProfileException.class, () -> Profile.named("ans").withRegion("sram", 0, 0x4000));
    }

    @Test
    void liesElsewhereWithWhatIsCountedFromItsBase() throws IOException {
        Profile generic = Profile.named("generic").at(0x5_0000_0000L);
        assertEquals(0x5_0000_0000L, generic.base());
        assertEquals(0x5_0000_0000L, generic.with("mailbox.depth", "3").base(), "as what is made from it");
        assertEquals(0x6_0000_0000L, generic.at(0x6_0000_0000L).base());
        assertEquals(0x6_0000_0000L, generic.with("base", "0x6_0000_0000").base());
        assertEquals("generic at 0x500000000, STOPPED", where(generic));

        Profile filtered = Profile.load(file("dma = dart +0x10_0000 1\n")).at(0x5_0000_0000L);
        assertEquals(0x5_0000_0000L, filtered.base());
        assertEquals(new DmaSpec.WithDart(0x5_0010_0000L, 1), filtered.dma());
    }

    private static String where(Profile profile) {
        try (EmulatedMachine machine = EmulatedMachine.with(profile).build()) {
            return machine.coprocessor().toString();
        }
    }

    @Test
    void refusesAnAddressWithinAPage() {
        for (long wrong : new long[] {0x5_0000_0001L, 0x2000, -0x4000}) {
            assertThrows(ProfileException.class, () -> Profile.named("generic").at(wrong), "at " + wrong);
        }
    }

    @Test
    void readsEachKey() throws IOException {
        Profile profile = Profile.load(file("""
                # a comment
                description = mine
                base = 0x1_0000
                mailbox = apple,m3-mailbox-v2
                mailbox.depth = 3
                start = wake
                versions = 10..11
                endpoints.system = 1, 2 0x0a
                endpoint.0x21 = echo
                region.sram = 0x4_0000 0x4000
                power.states = sleep
                quirks = hello-twice, junk-in-word
                delay.hello.us = 250
                log.1 = a.c:1 | b | c
                """));
        assertEquals("mine", profile.name());
        assertEquals("mine", profile.description());
        assertEquals(0x1_0000, profile.base());
        assertEquals(MailboxRegisters.M3_V2, profile.mailbox());
        assertEquals(3, profile.mailboxDepth());
        assertEquals(List.of(new Region("sram", 0x4_0000, 0x4000)), profile.regions());
        assertEquals(List.of(0x21), profile.appEndpoints());
        FirmwareConfig firmware = profile.firmware(Map.of());
        assertTrue(firmware.wakesByMessage());
        assertEquals(new VersionRange(10, 11), firmware.versions());
        assertEquals(Set.of(1, 2, 10), firmware.systemEndpoints());
        assertEquals(Set.of(Quirk.HELLO_TWICE, Quirk.JUNK_IN_WORD), firmware.quirks());
        assertEquals(250_000, firmware.delays().hello().toNanos());
        assertEquals("b | c", firmware.bootLog().getFirst().text());
    }

    @Test
    void writesInGenericWhatTheDefaultsAre() throws IOException {
        FirmwareConfig empty = Profile.load(file("")).firmware(Map.of());
        FirmwareConfig generic = Profile.named("generic").firmware(Map.of());
        assertEquals(generic.syslog(), empty.syslog());
        assertEquals(generic.crashlog(), empty.crashlog());
        assertEquals(generic.ioReport(), empty.ioReport());
        assertEquals(generic.osLog(), empty.osLog());
        assertEquals(generic.delays(), empty.delays());
        assertEquals(generic.versions(), empty.versions());
        assertEquals(generic.powerStates(), empty.powerStates());
        assertEquals(generic.systemEndpoints(), empty.systemEndpoints());
        assertEquals(generic.wakeAck(), empty.wakeAck());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            value = {
                "bass = 1 @ :1: unknown key: bass",
                "base @ :1: not of the form key = value",
                "base = x @ :1: base = x: not a number",
                "base = 0x123 @ :1: base = 0x123: not an address that is a multiple of 0x4000",
                "mailbox = asc-v5 @ :1: mailbox = asc-v5: no such mailbox, there are asc-v4, t8015, m3-v2, t6030",
                "mailbox.depth = 16 @ :1: mailbox.depth = 16: not between 1 and 15",
                "start = now @ :1: start = now: neither run nor wake",
                "versions = 12 @ :1: versions = 12: not of the form 11..12",
                "endpoint.0x20 = nfc @ :1: endpoint.0x20 = nfc: no such kind of endpoint, there are accel, als, "
                        + "aop-audio, aop-voicetrigger, echo, gyro, las, smc, spuapp and wakehint",
                "endpoint.0x120 = echo @ :1: endpoint.0x120 = echo: no such endpoint: 0x120",
                "endpoint.foo = echo @ :1: endpoint.foo = echo: not a number",
                "extends = smx @ :1: extends = smx: no such profile, there are [generic, ans, smc, dcp, dcpext, mtp, aop, ans-t8015, ans-t8132, ans-12.3, ans-13.5, ans-14.7, ans-15, ans-26, ans-27, smc-12.3, smc-13.5, smc-14.7, smc-15, smc-26, smc-27] and files",
                "endpoint.0x08 = echo @ :1: endpoint.0x08 = echo: endpoint out of range: 0x8, not in 0x20..0xff",
                "quirks = polite @ :1: quirks = polite: no such quirk: polite",
                "crashlog.bytes = 100 @ :1: crashlog.bytes = 100: size is not 0 to 255 pages of 4 KiB: size=0x64",
                "syslog.entries = 0x100 @ :1: syslog.entries = 0x100: ring does not fit its buffer: entries=256, message bytes=224, size=0x4000",
                "endpoints.system = 1, 0x20 @ :1: endpoints.system = 1, 0x20: endpoint out of range: 0x20, not in 0x1..0x1f",
                "endpoints.system = 0 @ :1: endpoints.system = 0: endpoint out of range: 0x0, not in 0x1..0x1f",
                "wake.ack = 0x10000 @ :1: wake.ack = 0x10000: not between 0 and 65535",
                "firmware.text.base = 3 @ :1: firmware.text.base = 3: no such image: tasks=[idle], text base=0x3, text bytes=0x40000",
                "kdebug.records = 0x100000000 @ :1: kdebug.records = 0x100000000: not between 0 and 2147483647",
                "kdebug.records = -1 @ :1: kdebug.records = -1: not between 0 and 2147483647",
                "delay.ack.us = -1 @ :1: delay.ack.us = -1: not between 0 and an hour",
                "node = DCP @ :1: node = DCP: no name of a node: small letters, digits and -, 31 at most",
                "node = a/b @ :1: node = a/b: no name of a node: small letters, digits and -, 31 at most",
                "reset = no @ :1: reset = no: neither power nor none",
                "nvme = t8103 @ :1: nvme = t8103: not of the form t8103 ADDRESS",
                "nvme = t9 0x4000 @ :1: nvme = t9 0x4000: no such controller, there are t8015, t8103, t8132, t8140",
                "nvme = t8132 0x4000 @ :1: nvme = t8132 0x4000: t8132 and the address of an NVMMU of its own: address=0x0",
                "nvme.blocks = 5 @ :1: unknown key: nvme.blocks",
                "region.a = 0x4000 @ :1: region.a = 0x4000: region needs address and size: a",
                "log.1 = text @ :1: log.1 = text: not of the form context | text",
                "firmware.uuid = 7 @ :1: firmware.uuid = 7: Invalid UUID string: 7"
            })
    void refusesInOneLineThatNamesThePlace(String line, String message) throws IOException {
        Path file = file(line);
        ProfileException refused = assertThrows(ProfileException.class, () -> Profile.load(file));
        assertEquals(file + message, refused.getMessage());
    }

    /// Where values do not go together, no single line is wrong: each that the profile has is named, and none
    /// of what it extends as long as it has one of its own.
    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            value = {
                "syslog.entries = 64|# none|syslog.bytes = 0x1000 @ FILE:3: syslog.bytes = 0x1000, FILE:1: syslog.entries = 64:"
                        + " ring does not fit its buffer: entries=64, message bytes=224, size=0x1000",
                "extends = ans|syslog.entries = 0x100 @ FILE:2: syslog.entries = 0x100:"
                        + " ring does not fit its buffer: entries=256, message bytes=224, size=0x8000",
                "extends = ans|nvme.blocks = 0x7fff_ffff_ffff_ffff @ FILE:2: nvme.blocks = 0x7fff_ffff_ffff_ffff:"
                        + " no such disk: blocks=9223372036854775807, block=4096",
                "extends = ans|nvme.block.bytes = 1000|nvme.blocks = 5 @ FILE:3: nvme.blocks = 5, FILE:2: nvme.block.bytes = 1000:"
                        + " no such disk: blocks=5, block=1000",
                "extends = ans|nvme.cache.blocks = 0 @ FILE:2: nvme.cache.blocks = 0: not between 1 and 1048576",
                "extends = ans|nvme.transfer = 13 @ FILE:2: nvme.transfer = 13: not between 0 and 12",
                "extends = mtp|mtp.keyboard.type = 256 @ FILE:2: mtp.keyboard.type = 256: not between 0 and 255",
                "extends = mtp|mtp.serial = 123456789012345678901234567890123 @ FILE:2: mtp.serial ="
                        + " 123456789012345678901234567890123: longer than 32 characters",
            })
    void namesEachLineOfWhatDoesNotGoTogether(String lines, String message) throws IOException {
        Path file = file(lines.replace('|', '\n'));
        ProfileException refused = assertThrows(ProfileException.class, () -> Profile.load(file));
        assertEquals(message.replace("FILE", file.toString()), refused.getMessage());
    }

    @Test
    void namesTheExtendedProfileWhereTheFaultIsThere() throws IOException {
        Path other = file("extends = smc\nendpoint.0x20 = echo\n");
        assertEquals(List.of(0x20), Profile.load(other).appEndpoints(), "the keys of what was replaced are of no use");
        Path wrong = file("extends = smc\n\nsmc.evnts = none\n");
        var refused = assertThrows(ProfileException.class, () -> Profile.load(wrong));
        assertEquals(wrong + ":3: unknown key: smc.evnts", refused.getMessage());
        assertEquals("smc.evnts", refused.word());
        assertTrue(refused.known().contains("smc.events"), refused.known()::toString);
    }

    @Test
    void extendsAFileThatLiesBesideIt() throws IOException {
        Files.writeString(folder.resolve("mac.properties"), "extends = ans-15\nnvme.blocks = 0x100\n");
        Files.createDirectories(folder.resolve("sub"));
        Path child = Files.writeString(
                folder.resolve("sub/child.properties"), "extends = ../mac.properties\nnvme.transfer = 3\n");
        Profile profile = Profile.load(child);
        assertEquals("mac", profile.parent());
        assertEquals("ans", profile.root());
        assertEquals(CoprocessorKind.ANS, profile.kind());
        assertEquals("{nvme.transfer=3}", profile.differences().toString());
        assertEquals(0x100, requireNonNull(profile.nvme()).blocks());
    }

    @Test
    void refusesProfilesThatExtendEachOtherForEverAndThoseThatAreNotThere() throws IOException {
        Path itself = Files.writeString(folder.resolve("itself.properties"), "extends = itself.properties\n");
        assertEquals(
                "%s:1: extends = %s: more than 8 profiles that extend each other".formatted(itself, itself),
                assertThrows(ProfileException.class, () -> Profile.load(itself)).getMessage());
        Path orphan = Files.writeString(folder.resolve("orphan.properties"), "\nextends = none.properties\n");
        assertEquals(
                "%s:2: extends = %s: no such file".formatted(orphan, folder.resolve("none.properties")),
                assertThrows(ProfileException.class, () -> Profile.load(orphan)).getMessage());
    }

    /// Of a kind a machine may have several, each with a node of its own.
    @Test
    void whatItsNodeIsCalledIsSaidOrFollows() throws IOException {
        assertEquals("dcpext", Profile.named("dcpext").root());
        assertEquals("dcp", Profile.named("dcpext").parent());
        Profile second = Profile.load(file("extends = dcpext\nnode = dcpext1\n"));
        assertEquals("dcpext1", second.root());
        assertEquals(CoprocessorKind.DCP, second.kind());
        assertEquals("dcpext", Profile.load(file("extends = dcpext\n")).root());
    }

    @Test
    void findsItsKeySetAndItsImageBesideIt() throws IOException {
        Files.writeString(folder.resolve("own.json"), "{\"keys\": [{\"key\": \"ABCD\", \"type\": \"ui8\"}]}");
        Path smc = Files.writeString(folder.resolve("mine.properties"), "extends = smc\nsmc.keys = own.json\n");
        assertEquals(
                Set.of("ABCD"),
                requireNonNull(Profile.load(smc).keys()).shapes().keySet());
        for (String image : List.of("disk.img", "disk", "notebook")) {
            Path ans =
                    Files.writeString(folder.resolve("disk.properties"), "extends = ans\nnvme.image = " + image + "\n");
            assertEquals(
                    folder.resolve(image),
                    requireNonNull(requireNonNull(Profile.load(ans).nvme()).image())
                            .file());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "extends = smc-27, SMC",
        "extends = ans-t8132, ANS",
        "extends = dcp, DCP",
        "extends = mtp, MTP",
        "extends = aop, AOP",
        "endpoint.0x20 = smc, SMC",
        "base = 0, GENERIC"
    })
    void isOfTheKindOfWhatItHasWhateverItsFileIsCalled(String line, CoprocessorKind kind) throws IOException {
        assertEquals(kind, Profile.load(file(line)).kind());
    }

    @Test
    void changesSingleKeysOfItsKeySet() throws IOException {
        Path file =
                file("extends = smc-15\nsmc.key.CHTE = absent\nsmc.key.BCF0 = ui8 1 0x84\nsmc.key.XYZ = flt 4 0x80\n");
        NavigableMap<String, KeyShape> changed =
                requireNonNull(Profile.load(file).keys()).shapes();
        NavigableMap<String, KeyShape> usual =
                requireNonNull(Profile.named("smc-15").keys()).shapes();
        assertFalse(changed.containsKey("CHTE"));
        assertEquals("ui8 1 0x84", requireNonNull(changed.get("BCF0")).toString());
        assertEquals("flt 4 0x80", requireNonNull(changed.get("XYZ ")).toString());
        assertEquals(usual.get("B0RM"), changed.get("B0RM"));
        for (String wrong :
                List.of("ABCD = ui8", "ABCD = ui8 999 0x1", "ABCDE = ui8 1 0x1", "ABCD = ui8 1 0x1 small")) {
            Path none = file("extends = smc\nsmc.key." + wrong + "\n");
            assertThrows(ProfileException.class, () -> Profile.load(none), wrong);
        }
    }

    @Test
    void refusesAKeyGivenTwiceAndNamesThatAreNone() throws IOException {
        Path file = file("base = 0\n\nbase = 0\n");
        assertEquals(
                file + ":3: key is given twice: base",
                assertThrows(ProfileException.class, () -> Profile.load(file)).getMessage());
        assertEquals(
                "no such profile: name=nvme, there are [generic, ans, smc, dcp, dcpext, mtp, aop, ans-t8015, ans-t8132, ans-12.3, ans-13.5, ans-14.7, ans-15, ans-26, ans-27, smc-12.3, smc-13.5, smc-14.7, smc-15, smc-26, smc-27]",
                assertThrows(ProfileException.class, () -> Profile.named("nvme"))
                        .getMessage());
        assertThrows(NoSuchFileException.class, () -> Profile.load(folder.resolve("none")));
        assertEquals(
                "ans.properties with color: unknown key: color",
                assertThrows(ProfileException.class, () -> Profile.named("ans").with("color", "red"))
                        .getMessage());
    }

    @Test
    void movesAStorageControllerToAnotherChipKeyByKey() {
        Profile moved = Profile.named("ans").with("nvme.nvmmu", "0x3_8dcc_0000").with("nvme", "t8140 0x3_cdcc_0000");
        assertEquals(NvmeVariant.T8140, moved.nvme().variant());
        assertEquals(0x3_8dcc_0000L, moved.nvme().nvmmuAddr());
        assertEquals(
                NvmeVariant.T8103, moved.with("nvme", "t8103 0x4000").nvme().variant());
        assertEquals(null, Profile.named("smc").nvme());
    }

    @Test
    void namesEveryQuirkInProfiles() {
        Profile all = Profile.named("generic").withQuirks(Quirk.values());
        assertEquals(Set.of(Quirk.values()), all.firmware(Map.of()).quirks());
        assertEquals(Set.of(), all.withQuirks().firmware(Map.of()).quirks());
    }
}
