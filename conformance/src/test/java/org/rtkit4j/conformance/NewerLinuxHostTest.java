package org.rtkit4j.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.conformance.ForeignHost.Result;
import org.rtkit4j.emulator.profile.Profile;

/// The RTKit library, mailbox and SART drivers of kernels since 6.8, unmodified, as hosts of our emulator.
///
/// The property `rtkit.linux.trees` names trees or Debian's archives of them, with colons between; without it those
/// count that `conformance/kernel/build` has downloaded.
@DisplayName("newer Linux as host")
@ExtendWith(ScenarioList.class)
class NewerLinuxHostTest {
    private static final String MAILBOX = "apple,asc-mailbox-v4";
    private static final String SART = "27bc50000";
    private static final String SRAM = "23fe00000";
    private static final Map<Path, Path> BUILT = new ConcurrentHashMap<>();

    @BeforeAll
    static void requireTrees() throws IOException {
        ForeignHost.requireCompiler("linux-trees");
        ForeignHost.requireOrSkip(
                trees().findAny().isPresent(),
                "linux-trees",
                "no newer kernel: conformance/kernel/build --kernel 6.12, or -Drtkit.linux.trees=FOLDER:FOLDER");
    }

    static Stream<Path> trees() throws IOException {
        String named = System.getProperty("rtkit.linux.trees", "");
        if (!named.isEmpty()) {
            return Arrays.stream(named.split(":", -1)).map(Path::of);
        }
        Path archives = ForeignHost.kernels().resolve("archives");
        if (!Files.isDirectory(archives)) {
            return Stream.empty();
        }
        try (var files = Files.walk(archives, 4)) {
            return files.filter(file -> file.toString().endsWith(".tar.xz")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("trees")
    void boots(Path tree) throws Exception {
        assertEquals(
                LinuxHostTest.BOOTED,
                run(tree, "boot", Profile.named("generic")).steps());
    }

    @ParameterizedTest
    @MethodSource("trees")
    void quiescesWakesShutsDownAndStartsAgain(Path tree) throws Exception {
        assertEquals(
                LinuxHostTest.LIVED,
                run(tree, "lifecycle", Profile.named("generic")).steps());
    }

    @ParameterizedTest
    @MethodSource("trees")
    void exchangesMessagesInOrderAndOnlyWhileItRuns(Path tree) throws Exception {
        assertEquals(
                LinuxHostTest.EXCHANGED,
                run(tree, "messages", Profile.named("generic")).steps());
    }

    @ParameterizedTest
    @MethodSource("trees")
    void isAnsweredWithoutAnInterruptAndBehindOthers(Path tree) throws Exception {
        assertTrue(
                run(tree, "atomic", Profile.named("generic")).steps().contains("answered without an interrupt = 10"));
        // 6.1's framework took the first of its queue for the one that was asked for.
        assertTrue(run(tree, "atomic-behind-others", Profile.named("generic"))
                .steps()
                .contains("send_and_wait(0x1000002, true) = 0"));
    }

    @ParameterizedTest
    @MethodSource("trees")
    void printsTheCrashLogAndStartsAnewAfterAReset(Path tree) throws Exception {
        Result result = run(tree, "crash", Profile.named("generic"));
        assertTrue(result.steps()
                .containsAll(List.of(
                        "callback: crashed",
                        "running = 0, crashed = 1",
                        "apple_rtkit_reinit(rtk) = 0",
                        "running = 1, crashed = 0",
                        "done")));
        assertTrue(result.log().contains("RTKit: Message (id=0): DATA ABORT on store of 0x0000000000000000"));
        assertTrue(result.log().contains("  == Exception taken from EL1h =="), "registers, since 6.3");
    }

    @ParameterizedTest
    @MethodSource("trees")
    void givesItsBuffersThroughTheSartAndTakesThemBack(Path tree) throws Exception {
        assertEquals(
                List.of(
                        "apple_rtkit_boot(rtk) = 0",
                        "apple_rtkit_start_ep(rtk, ECHO) = 0",
                        "sent = 100, received = 100, misordered = 0",
                        "apple_rtkit_shutdown(rtk) = 0",
                        "entries left open = 0",
                        "done"),
                run(tree, "sart", Profile.named("ans"), SART).steps());
    }

    @ParameterizedTest
    @MethodSource("trees")
    void wakesACoprocessorWhoseBuffersLieInItsOwnMemory(Path tree) throws Exception {
        assertEquals(
                List.of(
                        "apple_rtkit_wake(rtk) = 0",
                        "running = 1, crashed = 0",
                        "apple_rtkit_quiesce(rtk) = 0",
                        "apple_rtkit_wake(rtk) = 0",
                        "running = 1, crashed = 0",
                        "apple_rtkit_quiesce(rtk) = 0",
                        "done"),
                run(tree, "sram", Profile.named("smc"), SRAM).steps());
    }

    private static Result run(Path tree, String scenario, Profile profile, String... more) throws Exception {
        try (var served = ServedMac.overTcp(profile)) {
            var command = new ArrayList<>(List.of(
                    built(tree).toString(),
                    "127.0.0.1",
                    served.port(),
                    scenario,
                    Long.toHexString(profile.base()),
                    MAILBOX));
            command.addAll(List.of(more));
            Result result = ForeignHost.run(command, List.of());
            assertEquals(0, result.status(), () -> String.join("\n", result.lines()));
            return result;
        }
    }

    private static Path built(Path tree) throws Exception {
        Path before = BUILT.get(tree);
        if (before != null) {
            return before;
        }
        Path folder = ForeignHost.folder("linux-" + BUILT.size());
        String script = ForeignHost.file("conformance/linux/host/build").toString();
        Result result = ForeignHost.run(script, tree.toString(), folder.toString());
        assertEquals(0, result.status(), () -> String.join("\n", result.lines()));
        Path program = folder.resolve("linux-host");
        BUILT.put(tree, program);
        return program;
    }
}
