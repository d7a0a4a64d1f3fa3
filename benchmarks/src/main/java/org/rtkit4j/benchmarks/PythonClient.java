package org.rtkit4j.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The Python client of the m1n1 repository, where the environment variable `M1N1_PROXYCLIENT` names its folder: runs
/// a script of ours on it, unmodified, and reads what that measured.
final class PythonClient {
    private static final String PYTHON = "/usr/bin/python3";

    private PythonClient() {}

    /// Runs a script.
    ///
    /// @param script a resource beside this class
    /// @param device what the client is to open by itself; empty: the script opens it
    /// @return what it printed as lines of a name and a number; nothing where the client is not at hand
    static Map<String, Double> measure(String script, String device, String... arguments)
            throws IOException, InterruptedException {
        String client = System.getenv("M1N1_PROXYCLIENT");
        if (client == null) {
            System.err.println("M1N1_PROXYCLIENT is not set: without the Python client");
            return Map.of();
        }
        Path file = Files.createTempFile("rtkit", ".py");
        try (InputStream source = PythonClient.class.getResourceAsStream(script)) {
            Files.write(file, source.readAllBytes());
            var command = new ArrayList<>(List.of(PYTHON, file.toString()));
            command.addAll(List.of(arguments));
            var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().put("PYTHONPATH", client);
            builder.environment().put("M1N1DEVICE", device);
            return run(builder, script);
        } finally {
            Files.delete(file);
        }
    }

    private static Map<String, Double> run(ProcessBuilder builder, String script)
            throws IOException, InterruptedException {
        Process process = builder.start();
        var measured = new LinkedHashMap<String, Double>();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        for (String line : output.split("\n", -1)) {
            int space = line.lastIndexOf(' ');
            if (space > 0 && line.substring(space + 1).matches("[0-9.]+(e[-+]?[0-9]+)?")) {
                measured.put(line.substring(0, space), Double.valueOf(line.substring(space + 1)));
            }
        }
        if (process.waitFor() != 0) {
            throw new IOException("the Python client failed: script=" + script);
        }
        return measured;
    }
}
