package org.rtkit4j.benchmarks.suite;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A JVM of its own for a measurement, which prints what it has found.
final class OwnJvm {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private OwnJvm() {}

    /// Returns the lines that the main method of `program` printed.
    ///
    /// @throws IOException if it failed, or printed nothing
    static List<String> run(Class<?> program, List<String> options, int... arguments)
            throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(JAVA);
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        for (int argument : arguments) {
            command.add(Integer.toString(argument));
        }
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> lines;
        try (var reader = process.inputReader()) {
            lines = reader.lines().toList();
        }
        int status = process.waitFor();
        if (status != 0 || lines.isEmpty()) {
            throw new IOException(
                    "%s fails with status %d; it says %s".formatted(program.getSimpleName(), status, lines));
        }
        return lines;
    }

    /// Returns the numbers of a line, with spaces between them.
    static double[] numbers(String line) {
        return List.of(line.split(" ", -1)).stream()
                .mapToDouble(Double::parseDouble)
                .toArray();
    }
}
