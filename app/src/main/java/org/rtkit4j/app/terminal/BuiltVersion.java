package org.rtkit4j.app.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/// The version, as the build has written it down.
public final class BuiltVersion implements IVersionProvider {
    /// Returns it, for example `0.2.0`.
    public static String read() throws IOException {
        try (InputStream in = Objects.requireNonNull(BuiltVersion.class.getResourceAsStream("version.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }

    @Override
    public String[] getVersion() throws IOException {
        return new String[] {"rtkit4j " + read()};
    }
}
