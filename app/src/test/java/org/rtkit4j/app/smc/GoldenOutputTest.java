package org.rtkit4j.app.smc;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.app.Cli;
import org.rtkit4j.app.smc.SmcMachine.Way;

/// Every command prints, for every key set and through every way, what it printed when somebody looked at it; `top` is
/// in [TerminalTest], `export` in [ExportTest].
class GoldenOutputTest {
    private static final String EVERY = "org.rtkit4j.app.smc.SmcMachine#everySetEveryWay";
    private static final String EVENTS =
            "1 power-press, 2 power-release, 3 touch-id, 4 lid-close, 5 lid-open, 6 0x7202_0d01, 7 0x7004_0000";

    /// A key of each type that the set has, some that cannot be read, and one that is not there.
    private static final Map<String, List<String>> READ = Map.of(
            "notebook", List.of("#KEY", "RPlt", "TCMb", "F0Ac", "F0Tg", "B0AC", "B0CT", "AC-A", "CLKU", "gP01", "NTAP"),
            "desktop", List.of("#KEY", "RPlt", "VD0R", "VP0c", "IP0e", "F0Ac", "F0Tg", "AC-N", "CLKM", "MBSE"),
            "awkward",
                    List.of(
                            "#KEY", "RPlt", "TG0B", "TP0Z", "TS8b", "VP3b", "Z000", "Z255", "ZNaN", "ZZ??", "Zctl",
                            "Zer1", "Zf10", "Zfix", "Zflg", "ZfxM", "Zinf", "Znon", "Zs16", "Zs32", "Zs64", "Zs8m",
                            "Ztxt", "Zu16", "Zu32", "Zu64", "Zu8m", "aDC?", "gPff", "{tst"));

    /// What suits, what does not fit, what is not allowed, and what is not there.
    private static final Map<String, List<String>> WRITTEN = Map.of(
            "notebook",
                    List.of(
                            "F0Tg 3000",
                            "F0Md 1",
                            "F0Tg warm",
                            "F0Md 300",
                            "F0Ac 3000",
                            "XXXX 1",
                            "MBSE offw",
                            "MBSE offw --yes",
                            "gP01 16777217"),
            "desktop", List.of("F0Tg 2500.5", "F0Md 1", "F0Ac 1", "VD0R 12", "NTAP 1", "MBSE rest --yes", "MBSE 1"),
            "awkward",
                    List.of(
                            "Z255 0x" + "0f".repeat(255),
                            "Z255 0x00",
                            "ZNaN 1.5",
                            "ZNaN NaN",
                            "Zfix -2.25",
                            "Zfix 281474976710655.5",
                            "Zfix 281474976710656",
                            "Zfix 2.25",
                            "Zflg false",
                            "Zflg 2",
                            "Zs8m -129",
                            "Zs8m 127",
                            "Zs16 32768",
                            "Zs16 -1",
                            "Zs32 2147483647",
                            "Zs64 -9223372036854775809",
                            "Zs64 9223372036854775807",
                            "Zu8m 0",
                            "Zu16 0xff00",
                            "Zu32 4294967296",
                            "Zu64 18446744073709551615",
                            "Zwrt 7",
                            "Znon 1",
                            "Zf10 5",
                            "Zf00 5",
                            "TG0B 1"));

    @TempDir
    private Path folder;

    @ParameterizedTest
    @MethodSource(EVERY)
    void listSensorsBattery(String set, Way way) throws Exception {
        try (var machine = SmcMachine.start(way, folder, set)) {
            for (String command : List.of("list", "sensors", "battery")) {
                check(set, command + ".txt", shown(machine, command));
            }
            for (String command : List.of("list F --json", "sensors --json", "battery --json")) {
                Cli json = run(machine, command);
                check(set, command.split(" ", 2)[0] + ".json", json.out());
            }
        }
    }

    @ParameterizedTest
    @MethodSource(EVERY)
    void read(String set, Way way) throws Exception {
        String keys = String.join(" ", READ.getOrDefault(set, List.of()));
        try (var machine = SmcMachine.start(way, folder, set)) {
            check(set, "read.txt", shown(machine, "read " + keys) + "\n" + shown(machine, "read RPlt XXXX"));
            check(set, "read.json", run(machine, "read --json " + keys).out());
        }
    }

    /// Each write says, as JSON, what the key holds afterwards.
    @ParameterizedTest
    @MethodSource(EVERY)
    void write(String set, Way way) throws Exception {
        var transcript = new StringBuilder();
        try (var machine = SmcMachine.start(way, folder, set)) {
            for (String arguments : WRITTEN.getOrDefault(set, List.of())) {
                String shown = arguments.length() > 60 ? arguments.substring(0, 60) + "..." : arguments;
                transcript.append("$ rtkit smc write --json ").append(shown).append('\n');
                transcript.append(shown(machine, "write --json " + arguments)).append('\n');
            }
        }
        check(set, "write.txt", transcript.toString());
    }

    @ParameterizedTest
    @MethodSource(EVERY)
    void watch(String set, Way way) throws Exception {
        try (var machine = SmcMachine.start(way, folder, set, EVENTS)) {
            String text = shown(machine, "watch --count 7");
            check(set, "watch.txt", text.replaceAll("(?m)^ *[0-9]+\\.[0-9]{3}  ", "    TIME  "));
        }
        try (var machine = SmcMachine.start(way, folder, set, EVENTS)) {
            String json = run(machine, "watch --count 7 --json").out();
            check(set, "watch.json", json.replaceAll("\"seconds\":[0-9.E-]+", "\"seconds\":TIME"));
        }
    }

    private static void check(String set, String name, String output) throws Exception {
        Golden.check(set + "-" + name, output);
    }

    private static String shown(SmcMachine machine, String command) {
        Cli run = run(machine, command);
        return machine.named(run.out() + run.err()) + "status=" + run.status();
    }

    private static Cli run(SmcMachine machine, String command) {
        var arguments = new ArrayList<String>(List.of("smc"));
        arguments.addAll(List.of(command.split(" ")));
        arguments.addAll(List.of("--via", machine.via()));
        return Cli.run(arguments.toArray(String[]::new));
    }
}
