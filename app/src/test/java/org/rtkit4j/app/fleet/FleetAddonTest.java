package org.rtkit4j.app.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rtkit4j.app.Cli;
import org.rtkit4j.app.terminal.BadInputException;

/// The command hands over, and says how to get what it hands over to.
class FleetAddonTest {
    /// An add-on that writes its words and its options down, and ends with a status of its own.
    private static final String ADDON = """
            package org.rtkit4j.fleet.command;
            public class FleetMain {
                public static void main(String[] words) throws Exception {
                    java.nio.file.Files.writeString(java.nio.file.Path.of(words[0]), String.join("|", words)
                            + "|" + System.getProperty("made.up") + "|" + System.getProperty("rtkit.stderr.terminal"));
                    System.exit(7);
                }
            }
            """;

    private static void tool(String name, String... words) {
        assertEquals(0, ToolProvider.findFirst(name).orElseThrow().run(System.out, System.err, words));
    }

    private static Path addon(Path folder) throws Exception {
        Path source = Files.writeString(folder.resolve("FleetMain.java"), ADDON);
        Path classes = folder.resolve("classes");
        Path lib = Files.createDirectories(folder.resolve("an add-on").resolve("lib"));
        tool("javac", "-d", classes.toString(), "-proc:none", source.toString());
        tool("jar", "--create", "--file", lib.resolve("it.jar").toString(), "-C", classes.toString(), ".");
        Files.writeString(lib.resolveSibling("java-options"), "-Dmade.up=yes\n");
        return lib.resolveSibling("");
    }

    @Test
    void wordsOptionsAndStatusAreTheAddOns(@TempDir Path folder) throws Exception {
        Path told = folder.resolve("told");
        Path java = SparkJava.of(System.getProperty("java.home"));
        int status = FleetAddon.in(addon(folder), java).run(List.of(told.toString(), "--in", "a b", "*"), true);
        assertEquals(7, status);
        assertEquals(told + "|--in|a b|*|yes|true", Files.readString(told));
    }

    @Test
    void withoutTheAddOnItSaysHowToGetIt(@TempDir Path folder) {
        String message = assertThrows(
                        BadInputException.class, () -> FleetAddon.in(folder.resolve("fleet"), Path.of("java")))
                .getMessage();
        assertEquals(
                "fleet is an add-on with Apache Spark, 250 MB, and not there: looked in " + folder + File.separator
                        + "fleet. In a checkout, fleet/build makes it; elsewhere, RTKIT_FLEET names its folder: docs/fleet.md",
                message);
    }

    @Test
    void aRuntimeThatIsTooSmallAsksForAnother(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("release"), "JAVA_VERSION=\"21.0.9\"\n");
        for (String home : List.of("", folder.resolve("gone").toString(), folder.toString())) {
            String message = assertThrows(BadInputException.class, () -> SparkJava.of(home))
                    .getMessage();
            assertTrue(message.startsWith("fleet needs a JDK, 25.0.3 or newer"), message);
            assertTrue(message.endsWith("JAVA_HOME is to name one, and is " + home), message);
        }
        String unset =
                assertThrows(BadInputException.class, () -> SparkJava.of(null)).getMessage();
        assertTrue(unset.endsWith("JAVA_HOME is to name one, and is not set"), unset);
    }

    @Test
    void aCallWithoutAWordIsWrongUsage() {
        Cli run = Cli.run("fleet");
        assertEquals(2, run.status());
        assertTrue(run.err().contains("ARGUMENT"), run.err());
    }
}
