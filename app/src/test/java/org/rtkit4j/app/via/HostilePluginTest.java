package org.rtkit4j.app.via;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rtkit4j.app.Cli;
import org.rtkit4j.core.iop.IopProfile;
import org.rtkit4j.core.iop.Platform;
import org.rtkit4j.core.iop.PolledIop;
import org.rtkit4j.core.session.SessionListener;
import org.rtkit4j.emulator.EmulatedMachine;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.forensics.binary.BinaryCrashlog;
import org.rtkit4j.testkit.ManualClock;

/// Jars that are none, and plugins that are wrong: one clear line each, and status 2.
class HostilePluginTest {
    private static final int MAJOR_VERSION = 7;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void whatIsNoJarIsSaid() throws IOException {
        refused(folder.resolve("none.jar"), "no such file");
        refused(folder, "cannot be read: ");
        refused(Files.writeString(folder.resolve("text.jar"), "text"), "cannot be read: ");
        refused(Files.createFile(folder.resolve("empty.jar")), "cannot be read: ");
    }

    @Test
    void aJarWithoutEndpointsIsSaid() throws Exception {
        Path empty = Files.createDirectory(folder.resolve("classes"));
        refused(
                PluginFixture.jar(folder.resolve("no-service.jar"), "", empty),
                "has no endpoints: there is no " + PluginFixture.SERVICE);
        refused(
                PluginFixture.jar(folder.resolve("comment.jar"), "# nothing", empty),
                "no endpoint is named in " + PluginFixture.SERVICE);
        refused(
                PluginFixture.jar(folder.resolve("lost.jar"), "org.example.Lost", empty),
                "provider org.example.Lost not found");
        refused(
                PluginFixture.jar(folder.resolve("other.jar"), "org.rtkit4j.app.via.PluginFixture", empty),
                "org.rtkit4j.app.via.PluginFixture not a subtype");
        refused(PluginFixture.jar(folder.resolve("syntax.jar"), "not a class", empty), "");
    }

    @Test
    void oneForAnotherJavaIsSaid() throws Exception {
        PluginFixture.kind(folder, "modern", "return (endpoint, kernel) -> word -> {};");
        Path type = folder.resolve("modern-classes/Modern.class");
        byte[] code = Files.readAllBytes(type);
        code[MAJOR_VERSION] = 99;
        Files.write(type, code);
        Path jar = PluginFixture.jar(folder.resolve("modern.jar"), "Modern", folder.resolve("modern-classes"));
        refused(
                jar,
                "was compiled for a newer Java than this one, "
                        + Runtime.version().feature());
        Files.write(type, new byte[] {1, 2, 3});
        refused(
                PluginFixture.jar(jar, "Modern", folder.resolve("modern-classes")),
                "was made for another version of rtkit4j: ClassFormatError: ");
    }

    @Test
    void oneForAnotherVersionIsSaid() throws Exception {
        PluginFixture.kind(folder, "bound", "class Gone {} new Gone(); return null;");
        Path classes = folder.resolve("bound-classes");
        Files.delete(classes.resolve("Bound$1Gone.class"));
        Path jar = PluginFixture.jar(folder.resolve("bound.jar"), "Bound", classes);
        refused(jar, "was made for another version of rtkit4j: NoClassDefFoundError: Bound$1Gone");
    }

    @Test
    void aNameThatIsTakenIsSaid() throws Exception {
        refused(
                PluginFixture.kind(folder, "echo", "return (endpoint, kernel) -> word -> {};"),
                "the name of an endpoint is taken: echo");
        for (String ours : List.of("mgmt", "syslog", "system5", "user01")) {
            refused(
                    PluginFixture.kind(folder, ours, "return (endpoint, kernel) -> word -> {};"),
                    "the name of an endpoint is taken: " + ours);
        }
        Path mute = PluginFixture.kind(folder, "mute", "return (endpoint, kernel) -> word -> {};");
        Cli twice = Cli.run("boot", "--plugin", mute.toString(), "--plugin", mute.toString());
        assertEquals(2, twice.status());
        assertEquals("rtkit: --plugin %s: the name of an endpoint is taken: mute\n".formatted(mute), twice.err());
    }

    @Test
    void whatItThrowsIsSaid() throws Exception {
        refused(
                PluginFixture.kind(folder, "broken", "throw new IllegalStateException(\"so\\nthere\");"),
                "has thrown java.lang.IllegalStateException: so");
        refused(PluginFixture.kind(folder, "nothing", "return null;"), "has thrown java.lang.NullPointerException: ");
        refused(
                PluginFixture.kind(folder, "Upper", "return (endpoint, kernel) -> word -> {};"),
                "has thrown java.lang.IllegalArgumentException: not a name, as complement-2 is one: ");
    }

    @ParameterizedTest
    @CsvSource({"deep, StackOverflowError()", "hungry, OutOfMemoryError()", "checked, java.io.IOException(\"x\")"})
    void whateverItThrowsIsSaid(String name, String thrown) throws Exception {
        String type = (thrown.contains(".") ? "" : "java.lang.") + thrown.substring(0, thrown.indexOf('('));
        refused(
                PluginFixture.kind(folder, name + "now", sneaky("new " + thrown) + " return null;"),
                "has thrown " + type);
        Path later = PluginFixture.kind(
                folder, name, "return (endpoint, kernel) -> word -> { %s };".formatted(sneaky("new " + thrown)));
        String why = crashOf(later, name);
        assertTrue(why.contains(": has thrown " + type), why);
    }

    /// Throws past the compiler.
    private static String sneaky(String thrown) {
        return "new Object() { @SuppressWarnings(\"unchecked\") <T extends Throwable> void go(Throwable t) throws T {"
                + " throw (T) t; } }.<RuntimeException>go(%s);".formatted(thrown);
    }

    @Test
    void aFactoryThatMakesNothingCrashesTheFirmwareToo() throws Exception {
        Path jar = PluginFixture.kind(folder, "barren", "return (endpoint, kernel) -> null;");
        String why = crashOf(jar, "barren");
        assertTrue(why.endsWith(": has thrown java.lang.NullPointerException: create() returns null"), why);
    }

    @Test
    void whatItThrowsLaterCrashesItsFirmwareAlone() throws Exception {
        Path jar = PluginFixture.kind(
                folder,
                "late",
                "return (endpoint, kernel) -> word -> { throw new IllegalStateException(\"too late\"); };");
        String why = crashOf(jar, "late");
        assertTrue(why.startsWith("ASSERT!Late.java:"), why);
        assertTrue(why.endsWith(": has thrown java.lang.IllegalStateException: too late"), why);
    }

    @Test
    void whatAFactoryThrowsCrashesTheFirmwareThatIsToUseIt() throws Exception {
        Path jar = PluginFixture.kind(
                folder, "stillborn", "return (endpoint, kernel) -> { throw new IllegalStateException(\"no\"); };");
        String why = crashOf(jar, "stillborn");
        assertTrue(why.endsWith(": has thrown java.lang.IllegalStateException: no"), why);
    }

    @Test
    void whatATimerThrowsCrashesTheFirmwareToo() throws Exception {
        Path jar = PluginFixture.kind(
                folder,
                "timed",
                "return (endpoint, kernel) -> word -> kernel.after(1000, () -> { throw new AssertionError(\"tick\"); });");
        String why = crashOf(jar, "timed");
        assertTrue(why.endsWith(": has thrown java.lang.AssertionError: tick"), why);
    }

    /// Sends a message to an endpoint and returns why the firmware has crashed.
    private String crashOf(Path jar, String kind) throws Exception {
        var kinds = PluginJar.read(jar, _ -> {});
        Path profile = Files.writeString(
                folder.resolve(kind + ".properties"), "extends = generic\nendpoint.0x40 = %s\n".formatted(kind));
        var clock = new ManualClock();
        try (var machine =
                EmulatedMachine.with(Profile.load(profile, kinds)).clock(clock).build()) {
            Runnable idle = () -> {
                if (!machine.machine().step()) {
                    clock.advance(100_000);
                }
            };
            try (var iop = new PolledIop(
                    IopProfile.named("generic"),
                    Platform.of(machine.coprocessor()),
                    SessionListener.NONE,
                    clock,
                    idle)) {
                iop.boot();
                iop.startEndpoint(0x40, (_, _) -> {});
                iop.send(0x40, 1);
                iop.await(iop::isCrashed, 1_000_000_000L);
                var dump = iop.crashDump();
                assertTrue(dump != null, "it has crashed");
                return BinaryCrashlog.read(dump.log(), "MINE")
                        .site()
                        .reason()
                        .lines()
                        .findFirst()
                        .orElse("");
            }
        }
    }

    private static void refused(Path jar, String reason) {
        Cli boot = Cli.run("boot", "--plugin", jar.toString());
        assertEquals(2, boot.status(), boot.err());
        assertTrue(boot.err().startsWith("rtkit: --plugin %s: %s".formatted(jar, reason)), boot.err());
        assertEquals(1, boot.err().lines().count(), boot.err());
    }
}
