package org.rtkit4j.app.smc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.app.Main;
import org.rtkit4j.app.smc.SmcMachine.Way;

/// `top` and `watch` in a real terminal, tmux: keys, resize, exit, and the screen as it was before.
class TerminalTest {
    @TempDir
    private Path folder;

    private String socket = "";

    @BeforeEach
    void start() throws Exception {
        Tools.require("tmux", "tmux");
        socket = "rtkit-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Files.writeString(
                folder.resolve("rtkit"),
                "exec '%s' -Xshare:auto -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED -cp '%s' %s \"$@\"\n"
                        .formatted(java, System.getProperty("java.class.path"), Main.class.getName()));
        tmux(
                "-f",
                "/dev/null",
                "new-session",
                "-d",
                "-x",
                "100",
                "-y",
                "24",
                "env PS1='$ ' LC_ALL=C.UTF-8 bash --norc");
        await("$");
    }

    @AfterEach
    void stop() throws Exception {
        if (!socket.isEmpty()) {
            tmux("kill-server");
        }
    }

    @Test
    void topTakesKeysFollowsResizesAndGivesTheScreenBack() throws Exception {
        type("cd '" + folder + "'; clear; stty -a | grep -v rows > before; echo 'what stood here'");
        Tools.await(this::screen, screen -> screen.startsWith("what stood here\n$"));
        type("sh rtkit smc top --interval 100; echo status=$?; stty -a | grep -v rows > after");
        String screen = await("1-22 of 948");
        assertTrue(screen.lines().toList().get(1).matches("temp1 +TA0P +\\+2[0-9]\\.[0-9] °C .*"), screen);
        await("▁");
        tmux("send-keys", "f");
        screen = await("1-2 of 2");
        assertTrue(screen.contains("fan2    F1Ac Right side"), screen);
        assertEquals(0, screen.lines().filter(line -> line.startsWith("temp")).count(), screen);
        tmux("send-keys", "a");
        await("1-22 of 948");
        tmux("send-keys", "PageDown");
        await("23-44 of 948");
        tmux("send-keys", "Up");
        await("22-43 of 948");
        tmux("resize-window", "-x", "70", "-y", "10");
        screen = await("22-29 of 948");
        assertTrue(screen.lines().allMatch(line -> line.length() <= 70), screen);
        tmux("send-keys", "q");
        await("status=0");
        // What was above has scrolled off the smaller screen.
        screen = tmux("capture-pane", "-p", "-S", "-");
        assertTrue(screen.lines().anyMatch("what stood here"::equals), screen);
        assertTrue(screen.lines().noneMatch(line -> line.contains("temp") || line.contains("quit")), screen);
        Tools.await(
                () -> Files.exists(folder.resolve("after")) ? Files.readString(folder.resolve("after")) : "",
                text -> !text.isEmpty());
        assertEquals(Files.readString(folder.resolve("before")), Files.readString(folder.resolve("after")));
    }

    /// One sample, so that the lines behind the values do not depend on time.
    @ParameterizedTest
    @MethodSource("org.rtkit4j.app.smc.SmcMachine#everySetEveryWay")
    void topShowsWhatItShowedWhenItWasLookedAt(String set, Way way) throws Exception {
        try (var machine = SmcMachine.start(way, folder, set)) {
            type("cd '" + folder + "'; clear; sh rtkit smc top --interval 3600000 --via " + machine.via());
            String screen = await("q quit");
            tmux("send-keys", "q");
            Golden.check(set + "-top.txt", screen.replaceFirst("(?<=rtkit smc top  )\\S+", "emulator:" + set));
        }
    }

    @Test
    void controlCEndsTopAsQDoes() throws Exception {
        type("cd '" + folder + "'; clear; echo 'what stood here'");
        Tools.await(this::screen, screen -> screen.startsWith("what stood here\n$"));
        type("sh rtkit smc top; echo status=$?");
        await("of 948");
        tmux("send-keys", "C-c");
        String screen = await("status=0");
        assertEquals("what stood here", screen.lines().findFirst().orElse(""), screen);
    }

    @Test
    void watchPrintsUntilControlC() throws Exception {
        type("cd '" + folder + "'; clear");
        type("sh rtkit smc watch; echo ended");
        await("power button pressed");
        await("lid closed");
        tmux("send-keys", "C-c");
        await("ended");
    }

    @Test
    void writingAsksInATerminal() throws Exception {
        type("cd '" + folder + "'; clear");
        type("sh rtkit smc write MBSE offw; echo status=$?");
        await("Write it? [y/N]");
        type("n");
        await("nothing was written");
        await("status=1");
        type("clear; sh rtkit smc write MBSE offw; echo status=$?");
        await("Write it? [y/N]");
        type("y");
        await("status=0");
    }

    private void type(String line) throws Exception {
        tmux("send-keys", "-l", line);
        tmux("send-keys", "Enter");
    }

    private String await(String text) throws Exception {
        return Tools.await(this::screen, screen -> screen.contains(text));
    }

    private String screen() throws Exception {
        return tmux("capture-pane", "-p");
    }

    private String tmux(String... arguments) throws Exception {
        var command = new ArrayList<String>(List.of("tmux", "-u", "-L", socket));
        command.addAll(List.of(arguments));
        return Tools.run("", command.toArray(String[]::new));
    }
}
