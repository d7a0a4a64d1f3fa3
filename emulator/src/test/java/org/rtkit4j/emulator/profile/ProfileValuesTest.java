package org.rtkit4j.emulator.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.emulator.EmulatedMachine;

/// Every key of the profile language with values that nobody should write: each makes a co-processor, or is refused in
/// one line with file, line, key and reason.
class ProfileValuesTest {
    private static final int TRIES = 40;
    // Keys with a word of the writer's own in them, which no profile has to have.
    private static final List<String> FREE = List.of(
            "endpoint.0x21",
            "endpoint.",
            "endpoint.0xff",
            "region.x",
            "region.",
            "log.9",
            "display.registers.9",
            "smc.key.B0CT",
            "smc.key.",
            "smc.key.x",
            "extends");
    private static final List<String> VALUES = List.of(
            "",
            "-1",
            "0",
            "1",
            "2",
            "3",
            "7",
            "99",
            "255",
            "256",
            "0x",
            "0x0",
            "0x40",
            "0x1000",
            "0x4000",
            "0xffff",
            "0x1_0000_0000",
            "0x2_0000_0000",
            "0x8_0000_0000",
            "0x10_0000_0000",
            "0x2_7bcc_0000",
            "0x2_7740_0000",
            "0x7fff_ffff",
            "0x7fff_ffff_ffff_ffff",
            "0x7fff_ffff_ffff_c000",
            "0xffff_ffff_ffff_c000",
            "99999999999999999999",
            "-0x1",
            "--1",
            "1.5",
            "1e9",
            "x",
            "none",
            "yes",
            "true",
            "absent",
            "any",
            "used",
            "echo",
            "smc",
            "auto",
            "..",
            "11..12",
            "12..11",
            "-1..99999999999",
            "0..0",
            "/",
            ".",
            "/nonexistent/x",
            "/dev/null",
            "a b",
            "a, b,,c",
            ",",
            "|",
            "a | b",
            "\u00e4\u00f6",
            "a\u0000b",
            "a\u001b[31mb",
            "1/0",
            "1/1",
            "slow 1/1",
            "slow 1/1 1ms",
            "stuck 9..1",
            "crash-before read 0..0 1/1",
            "t8103",
            "t8103 0x4000",
            "t8132 0x4000",
            "t8140 0x0",
            "t8103 0x2_7740_0000",
            "t8103 0x7fff_ffff_ffff_c000",
            "sart 0 2",
            "sart 0x4000 9",
            "dart 0x2_0000_0000 0",
            "dart 0x4000 99",
            "dart +0x4000 0",
            "sart",
            "physical",
            "closed",
            "0x4000 0x4000",
            "0x4000 0x0",
            "0x4000 -0x4000",
            "0x2_0000_0000 0x4000",
            "0x7fff_ffff_ffff_c000 0x8000",
            "0x8_0000_0000 0x4000",
            "ui8 1 0xd4",
            "ui16 0 0x0",
            "ui8 256 0x80",
            "0 lid-open",
            "1000 power-press, 1 x",
            "9999999999999999999 lid-open",
            "ON",
            "on off",
            "late-answer 1/10 700ms",
            "failing ZZZZ 1/3",
            "asc-v4",
            "wake",
            "notebook",
            "notebook.json",
            "x.properties",
            "00000000-0000-0000-0000-000000000000",
            "x".repeat(300));

    @TempDir
    private Path folder;

    // Every key that is asked for, by those who read it.
    private static List<String> keys(String profile) {
        var refused = assertThrows(
                ProfileException.class, () -> Profile.named(profile).with("no.such.key", ""));
        return Stream.concat(refused.known().stream(), FREE.stream()).sorted().toList();
    }

    static Stream<String> everyProfile() {
        return Profile.names().stream();
    }

    @ParameterizedTest
    @MethodSource("everyProfile")
    void eachKeyTakesEachValueOrRefusesItWithItsLine(String profile) throws IOException {
        var wrong = new ArrayList<String>();
        for (String key : keys(profile)) {
            for (String value : VALUES) {
                tried(key.equals("extends") ? "" : "extends = " + profile, List.of(key + " = " + value))
                        .ifPresent(wrong::add);
            }
        }
        assertEquals(List.of(), wrong);
    }

    @ParameterizedTest
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void soDoSeveralTogether(long seed) throws IOException {
        var random = new SplittableRandom(seed);
        var wrong = new ArrayList<String>();
        for (int i = 0; i < TRIES; i++) {
            String profile = Profile.names().get(random.nextInt(Profile.names().size()));
            var keys = new ArrayList<>(keys(profile));
            keys.remove("extends");
            var lines = new ArrayList<String>();
            for (int count = random.nextInt(1, 5); count > 0; count--) {
                String key = keys.remove(random.nextInt(keys.size()));
                lines.add(key + " = " + VALUES.get(random.nextInt(VALUES.size())));
            }
            tried("extends = " + profile, lines).ifPresent(wrong::add);
        }
        assertEquals(List.of(), wrong);
    }

    // Returns what is wrong, or nothing.
    private Optional<String> tried(String first, List<String> lines) throws IOException {
        forgetImages();
        Path file = Files.writeString(folder.resolve("a.properties"), first + "\n" + String.join("\n", lines) + "\n");
        try (var machine = EmulatedMachine.with(Profile.load(file)).build()) {
            return machine.coprocessors().size() == 1 ? Optional.empty() : Optional.of(lines + " makes none");
        } catch (ProfileException e) {
            String message = String.valueOf(e.getMessage());
            return isOneLine(file, lines, message) ? Optional.empty() : Optional.of(lines + " gives " + message);
        } catch (RuntimeException | Error e) {
            return Optional.of(lines + " throws " + e);
        }
    }

    // Or the next one finds a file of this name.
    private void forgetImages() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    private static boolean isOneLine(Path file, List<String> lines, String message) {
        boolean isNamed = lines.stream().anyMatch(line -> message.contains(line.substring(0, line.indexOf(" ="))));
        return isNamed
                && message.matches(Pattern.quote(file.toString()) + ":[2-9]: [!-~ ]*[!-~]")
                && !message.matches(".*(java\\.|org\\.rtkit4j|Exception|No enum|: null$|:$).*");
    }
}
