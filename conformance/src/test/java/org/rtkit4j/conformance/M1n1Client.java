package org.rtkit4j.conformance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.rtkit4j.conformance.ForeignHost.Result;

/// m1n1's Python client, which is in no package of Debian's: the environment variable `M1N1_PROXYCLIENT` names the
/// folder `proxyclient` of its repository.
final class M1n1Client {
    private static final Path FOLDER = Path.of(System.getenv().getOrDefault("M1N1_PROXYCLIENT", ""));
    private static final String PYTHON = "/usr/bin/python3";

    private M1n1Client() {}

    /// Skips the test that asks, saying why, where the client is not there.
    static void require() {
        ForeignHost.requireOrSkip(isThere(), "m1n1", "M1N1_PROXYCLIENT names no m1n1/proxy.py");
    }

    /// Returns whether the client is there.
    static boolean isThere() {
        return Files.exists(FOLDER.resolve("m1n1/proxy.py"));
    }

    /// Runs a script of ours, of `conformance/python`, which uses the client.
    static Result script(Path pty, String script, List<String> arguments, String... environment) throws Exception {
        var command = new ArrayList<>(
                List.of(PYTHON, ForeignHost.file("conformance/python/" + script).toString(), FOLDER.toString()));
        command.addAll(arguments);
        return ForeignHost.run(command, with(pty, environment));
    }

    /// Runs an experiment of m1n1's own, as it is.
    static Result experiment(Path pty, String name, String... environment) throws Exception {
        return ForeignHost.run(List.of(PYTHON, path(name)), with(pty, environment));
    }

    /// Runs an experiment of m1n1's own that does not end by itself, and ends it once it has printed a line that
    /// `isEnough`.
    static Result experimentUntil(Predicate<String> isEnough, Path pty, String name) throws Exception {
        return ForeignHost.runUntil(isEnough, List.of(PYTHON, "-u", path(name)), with(pty));
    }

    private static String path(String name) {
        return FOLDER.resolve("experiments").resolve(name).toString();
    }

    private static List<String> with(Path pty, String... environment) {
        var variables = new ArrayList<>(List.of(environment));
        variables.add("M1N1DEVICE=" + pty);
        return variables;
    }
}
