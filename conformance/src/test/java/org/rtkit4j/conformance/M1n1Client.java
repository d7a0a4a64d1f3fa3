package org.rtkit4j.conformance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.rtkit4j.conformance.ForeignHost.Result;

/// m1n1's Python client, which is in no package of Debian's: an environment variable names the folder `proxyclient`
/// of its repository.
///
/// @param check what a run asks for that wants no test of it skipped
record M1n1Client(String variable, String check) {
    /// Today's: `M1N1_PROXYCLIENT`.
    static final M1n1Client TODAYS = new M1n1Client("M1N1_PROXYCLIENT", "m1n1");

    /// One of 2022, as its v1.2.3: `M1N1_PROXYCLIENT_2022`. Its experiments with displays were written for the library
    /// beside them.
    static final M1n1Client EARLIER = new M1n1Client("M1N1_PROXYCLIENT_2022", "m1n1-2022");

    private static final String PYTHON = "/usr/bin/python3";
    private static final int TRIES = 20;

    private Path folder() {
        return Path.of(System.getenv().getOrDefault(variable, ""));
    }

    /// Skips the test that asks, saying why, where the client is not there.
    void require() {
        ForeignHost.requireOrSkip(isThere(), check, variable + " names no m1n1/proxy.py");
    }

    /// Returns whether the client is there.
    boolean isThere() {
        return Files.exists(folder().resolve("m1n1/proxy.py"));
    }

    /// Runs a script of ours, of `conformance/python`, which uses the client.
    Result script(Path pty, String script, List<String> arguments, String... environment) throws Exception {
        var command = new ArrayList<>(
                List.of(PYTHON, ForeignHost.file("conformance/python/" + script).toString(), folder().toString()));
        command.addAll(arguments);
        return answered(() -> ForeignHost.run(command, with(pty, environment)));
    }

    /// Runs an experiment of m1n1's own, as it is.
    Result experiment(Path pty, String name, String... environment) throws Exception {
        return answered(() -> ForeignHost.run(List.of(PYTHON, path(name)), with(pty, environment)));
    }

    /// Runs an experiment of m1n1's own that does not end by itself, and ends it once it has printed a line that
    /// `isEnough`.
    Result experimentUntil(Predicate<String> isEnough, Path pty, String name) throws Exception {
        return answered(() -> ForeignHost.runUntil(isEnough, List.of(PYTHON, "-u", path(name)), with(pty)));
    }

    // At first it gives whoever is there 0.15 seconds to answer, by wall time, and takes what comes later for the
    // answer to something else: where the machine is too busy for that, nothing has been done yet, and it is run
    // again.
    private static Result answered(Callable<Result> run) throws Exception {
        Result result = run.call();
        for (int again = 1; isTooLate(result) && again < TRIES; again++) {
            result = run.call();
        }
        return result;
    }

    private static boolean isTooLate(Result result) {
        return result.status() != 0
                && result.lines().stream().anyMatch(line -> line.strip().equals("bootstrap_port(iface, p)"));
    }

    private String path(String name) {
        return folder().resolve("experiments").resolve(name).toString();
    }

    private static List<String> with(Path pty, String... environment) {
        var variables = new ArrayList<>(List.of(environment));
        variables.add("M1N1DEVICE=" + pty);
        return variables;
    }
}
