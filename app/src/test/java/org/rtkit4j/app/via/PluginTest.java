package org.rtkit4j.app.via;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.app.Cli;
import org.rtkit4j.capture.pcapng.CaptureCursor;
import org.rtkit4j.capture.pcapng.CaptureFile;
import org.rtkit4j.capture.pcapng.CaptureWriter;
import org.rtkit4j.wire.capture.NamedEndpoints;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.message.Vocabulary;

/// Endpoints of one's own from a jar: on a machine, and by their names in all that is said about it.
class PluginTest {
    private static final Path ROOT = Path.of(System.getProperty("rtkit.root", ".."));

    @TempDir
    private static Path folder;

    private static Path jar;
    private static String profile = "";

    @BeforeAll
    static void compile() throws Exception {
        jar = PluginFixture.complement(folder);
        profile = ROOT.resolve("examples/mine.properties").toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "boot PROFILE",
                "supervise PROFILE --for 1",
                "cycles PROFILE --count 2",
                "faults PROFILE --seed 3",
                "serve PROFILE --for 1 --listen 127.0.0.1:0",
                "emulate --profile ans,PROFILE --for 1 --proxy tcp:127.0.0.1:0"
            })
    void aProfileNamesWhatTheJarHas(String command) {
        Cli without = run(command.replace("PROFILE", profile));
        assertEquals(2, without.status());
        assertEquals(
                ("rtkit: %s:4: endpoint.0x40 = complement: no such kind of endpoint, there are accel, als, aop-audio, "
                                + "aop-voicetrigger, echo, gyro, las, smc, spuapp and wakehint\n")
                        .formatted(profile),
                without.err());
        Cli with = run(command.replace("PROFILE", profile) + " --plugin " + jar);
        assertEquals(0, with.status(), with.err());
    }

    @Test
    void aBootNamesIt() {
        Cli boot = run("boot " + profile + " --plugin " + jar);
        assertTrue(boot.out().contains("  0x40  complement  (application)\n"), boot.out());
        assertTrue(boot.out().contains("  0x20  user01  (application)\n"), boot.out());
    }

    @Test
    void whatTheJarHasIsNamedWhereSomethingElseIsWanted() throws IOException {
        Path other = Files.writeString(folder.resolve("other.properties"), "extends = generic\nendpoint.0x40 = moot\n");
        Cli boot = run("boot " + other + " --plugin " + jar);
        assertTrue(boot.err().contains("aop-voicetrigger, complement, echo, gyro"), boot.err());
    }

    @Test
    void aCaptureNamesItEvenToThoseWithoutTheJar() throws IOException {
        Path capture = folder.resolve("boot.pcapng");
        assertEquals(
                0,
                run("boot %s --plugin %s --capture %s".formatted(profile, jar, capture))
                        .status());
        Cli decoded = run("capture stats " + capture + " --json");
        assertEquals(0, decoded.status(), decoded.err());
        assertTrue(described(capture).endsWith("; endpoint 0x40 is complement"), described(capture));
    }

    @Test
    void whatIsSaidThereIsReadWithTheJar() throws IOException {
        Path capture = conversation("mailbox of it", Map.of(0x41, "complement"));
        String plain = run("capture decode " + capture).out();
        assertTrue(plain.contains("0x41 complement 0x0000000000000005"), plain);
        String told =
                run("capture decode %s --plugin %s".formatted(capture, jar)).out();
        assertTrue(told.contains("0x41 complement ASK(WORD=0x5)"), told);
        assertTrue(told.contains("0x41 complement COMPLEMENT(WORD=0xfffffffffffffffa)"), told);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "decode FILE --filter|endpoint == complement and word == 5",
                "decode FILE --filter|type == ASK",
                "stats FILE --filter|type == ask and direction == ap",
                "convert FILE --to csv --filter|word < 6"
            })
    void itsNamesCanBeFilteredBy(String command) throws IOException {
        Path capture = conversation("mailbox of it", Map.of(0x41, "complement"));
        String[] parts = command.replace("FILE", capture.toString()).split("\\|", -1);
        Stream<String> words = Stream.of(("capture " + parts[0]).split(" ", -1));
        Cli run = Cli.run(Stream.concat(words, Stream.of(parts[1], "--plugin", jar.toString()))
                .toArray(String[]::new));
        assertEquals(0, run.status(), run.err());
        assertTrue(run.out().contains("ASK"), run.out());
        assertFalse(run.out().contains("COMPLEMENT("), run.out());
    }

    @Test
    void aKindSaysWhereItIsOnRealMachines() throws IOException {
        Path report = Files.writeString(
                folder.resolve("mine.panic"),
                Files.readString(ROOT.resolve("app/src/main/resources/org/rtkit4j/app/training.panic"))
                        .replace("DCP PANIC", "MINE PANIC")
                        .replace("user24", "user33"));
        String plain = run("explain --all " + report).out();
        assertTrue(plain.contains("user33"), plain);
        Cli told = run("explain --all %s --plugin %s".formatted(report, jar));
        assertEquals(0, told.status(), told.err());
        assertTrue(told.out().contains("ASK(WORD=0x2400000202)"), told.out());
        assertTrue(told.out().contains("COMPLEMENT(WORD=0x242)"), told.out());
        assertFalse(told.out().contains("user33"), told.out());
        String json =
                run("explain --json %s --plugin %s".formatted(report, jar)).out();
        assertTrue(json.contains("\"endpointName\" : \"complement\""), json);
    }

    private static Cli run(String command) {
        return Cli.run(command.split(" ", -1));
    }

    private static Path conversation(String description, Map<Integer, String> names) throws IOException {
        Path file = folder.resolve("said.pcapng");
        try (var writer = CaptureWriter.create(file)) {
            int it = writer.addInterface("it", NamedEndpoints.describe(description, names));
            writer.message(it, 1, Direction.AP_TO_IOP, Vocabulary.GENERIC, 5, 0x41, 0);
            writer.message(it, 2, Direction.IOP_TO_AP, Vocabulary.GENERIC, ~5L, 0x41, 0);
        }
        return file;
    }

    private static String described(Path capture) throws IOException {
        try (var file = CaptureFile.open(capture)) {
            CaptureCursor cursor = file.cursor();
            cursor.next();
            return cursor.interfaces().getFirst().description();
        }
    }
}
