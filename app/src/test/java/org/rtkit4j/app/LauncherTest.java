package org.rtkit4j.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How the build and the launcher find a JDK.
@EnabledOnOs({OS.LINUX, OS.MAC})
class LauncherTest {
    private static final Path FIND_JDK = Path.of(System.getProperty("rtkit.root", ".."), ".mvn", "find-jdk.sh");

    @ParameterizedTest
    @CsvSource({
        "25.0.3, yes", "25.0.4, yes", "25.0.10, yes", "25.1.0, yes", "26, yes", "26.0.1, yes", "25.0.3+9, yes",
        "25, no", "25.0.2, no", "24.0.9, no", "17.0.15, no", "1.8.0_392, no", "'', no", "garbage, no"
    })
    void takesJdksThatAreNewEnough(String version, String fits, @TempDir Path folder) throws Exception {
        Path jdk = jdk(folder.resolve("jdk"), version);
        assertEquals(fits, shell("rtkit_jdk_fits '" + jdk + "' && echo yes || echo no", Map.of()));
    }

    @Test
    void aServiceWithoutAHomeOrALocaleIsServed() throws Exception {
        String bare =
                "unset HOME LC_ALL LC_CTYPE LANG; root='%s'; . \"$root/.mvn/build.sh\"; echo ${LC_ALL-as it is}; [ -d \"$HOME\" ] && echo home"
                        .formatted(FIND_JDK.toAbsolutePath().getParent().getParent());
        assertEquals("C.UTF-8\nhome", shell(bare, Map.of()));
        String spelled = bare.replace("LC_ALL LC_CTYPE LANG;", "LC_ALL LC_CTYPE; LANG=de_DE.UTF-8;");
        assertEquals("as it is\nhome", shell(spelled, Map.of()));
    }

    @Test
    void prefersJavaHome(@TempDir Path folder) throws Exception {
        Path jdk = jdk(folder.resolve("jdk"), "25.0.3");
        assertEquals(jdk.toString(), shell("find_jdk && echo $JAVA_HOME", Map.of("JAVA_HOME", jdk.toString())));
    }

    @Test
    void passesOverAJavaHomeThatIsTooOld(@TempDir Path folder) throws Exception {
        Path old = jdk(folder.resolve("old"), "17.0.15");
        Path good = jdk(folder.resolve("home/.jdks/good"), "25.0.3");
        String found = shell(
                "find_jdk && echo $JAVA_HOME",
                Map.of(
                        "JAVA_HOME",
                        old.toString(),
                        "HOME",
                        folder.resolve("home").toString()));
        assertTrue(!found.equals(old.toString()) && !found.isEmpty(), found + " " + good);
    }

    @Test
    void aRuntimeWithoutACompilerDoesNotFit(@TempDir Path folder) throws Exception {
        Path jdk = jdk(folder.resolve("jre"), "25.0.3");
        Files.delete(jdk.resolve("bin/javac"));
        assertEquals("no", shell("rtkit_jdk_fits '" + jdk + "' && echo yes || echo no", Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"touch F", "mkdir F", "echo nobody >F", "(exit) & echo $! >F; wait"})
    void aLockWhoseOwnerIsGoneIsTaken(String abandoned, @TempDir Path folder) throws Exception {
        assertEquals("taken", build(abandoned + "; take_lock ./F; [ $(cat F) = $$ ] && echo taken", folder));
    }

    @Test
    void aLockWhoseOwnerIsThereIsNot(@TempDir Path folder) throws Exception {
        String live = "sleep 1000 & owner=$!; echo $owner >F; ";
        String end = "; kill $owner; wait $owner 2>/dev/null || :; is_abandoned F && echo gone";
        assertEquals("held\ngone", build(live + "is_abandoned F || echo held" + end, folder));
        // Its number may be another's by now.
        assertEquals("old\ngone", build(live + "touch -t 202001010000 F; is_abandoned F && echo old" + end, folder));
    }

    @Test
    void ofManyThatFindALockAbandonedOneAtATimeHasIt(@TempDir Path folder) throws Exception {
        String one = "sh -euc '. \"$root/.mvn/build.sh\"; take_lock ./F; mkdir busy; rmdir busy; rm F' & ";
        assertEquals("done", build("mkdir F; for i in 1 2 3 4 5 6; do " + one + "done; wait; echo done", folder));
    }

    private static String build(String script, Path folder) throws Exception {
        String root = FIND_JDK.toAbsolutePath().getParent().getParent().toString();
        Path jdk = jdk(folder.resolve("jdk"), "25.0.3");
        Path work = Files.createDirectories(folder.resolve("work"));
        return shell(
                "cd '%s'; export root='%s'; . \"$root/.mvn/build.sh\"; %s".formatted(work, root, script),
                Map.of("JAVA_HOME", jdk.toString()));
    }

    private static Path jdk(Path home, String version) throws IOException {
        Files.createDirectories(home.resolve("bin"));
        for (String tool : new String[] {"java", "javac"}) {
            Path file = Files.writeString(home.resolve("bin").resolve(tool), "#!/bin/sh\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    private static String shell(String script, Map<String, String> environment) throws Exception {
        var builder = new ProcessBuilder("sh", "-euc", ". '" + FIND_JDK.toAbsolutePath() + "'; " + script);
        builder.environment().putAll(environment);
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output.strip();
    }
}
