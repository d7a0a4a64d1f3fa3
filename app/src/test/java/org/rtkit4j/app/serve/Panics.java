package org.rtkit4j.app.serve;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.rtkit4j.app.Training;

/// Invented panic reports.
public final class Panics {
    private Panics() {}

    /// Returns a report whose faulting task, and reason, have this name.
    public static byte[] named(String task) throws IOException {
        try (InputStream in = Objects.requireNonNull(Training.class.getResourceAsStream("training.panic"))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.replace("2 worker                 ", "2 " + task)
                    .replace("worker(2)", task + "(2)")
                    .replace("invented, for the start-up cache", "invented, says " + task)
                    .getBytes(StandardCharsets.UTF_8);
        }
    }
}
