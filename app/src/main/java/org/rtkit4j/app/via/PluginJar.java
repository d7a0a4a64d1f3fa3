package org.rtkit4j.app.via;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import java.util.jar.JarFile;
import org.rtkit4j.app.file.IoReason;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.emulator.firmware.EndpointKind;

/// A jar with endpoints of one's own. Its classes are loaded as they are needed, until the process ends.
final class PluginJar {
    private static final String SERVICE = "META-INF/services/" + EndpointKind.class.getName();

    private final Path jar;

    private PluginJar(Path jar) {
        this.jar = jar;
    }

    /// Reads the kinds of endpoint in a jar.
    ///
    /// @param complaints where it is said, once for each kind, that one has thrown an exception
    /// @throws BadInputException if there are none, or they cannot be loaded
    static List<PluginKind> read(Path jar, Consumer<String> complaints) throws BadInputException {
        return new PluginJar(jar).read(complaints);
    }

    private List<PluginKind> read(Consumer<String> complaints) throws BadInputException {
        requireService();
        var kinds = new ArrayList<PluginKind>();
        try {
            for (EndpointKind kind : ServiceLoader.load(EndpointKind.class, loader())) {
                kinds.add(PluginKind.of(kind, trouble -> complaints.accept("--plugin %s: %s".formatted(jar, trouble))));
            }
        } catch (Throwable e) {
            // Code of somebody else's, on its author's machine: whatever it throws is its own.
            throw unusable(PluginTrouble.of(e));
        }
        if (kinds.isEmpty()) {
            throw unusable("no endpoint is named in " + SERVICE);
        }
        return kinds;
    }

    // Where a jar is none, the class loader would find nothing and say nothing.
    private void requireService() throws BadInputException {
        try {
            if (!Files.exists(jar)) {
                throw new NoSuchFileException(jar.toString());
            }
            try (var file = new JarFile(jar.toFile())) {
                if (file.getEntry(SERVICE) == null) {
                    throw unusable("has no endpoints: there is no " + SERVICE);
                }
            }
        } catch (IOException e) {
            throw new BadInputException("--plugin " + IoReason.unreadable(jar, e));
        }
    }

    private URLClassLoader loader() throws BadInputException {
        try {
            return new URLClassLoader(
                    new URL[] {jar.toAbsolutePath().toUri().toURL()}, PluginJar.class.getClassLoader());
        } catch (MalformedURLException e) {
            throw new BadInputException("--plugin " + IoReason.unreadable(jar, e));
        }
    }

    private BadInputException unusable(String why) {
        return new BadInputException("--plugin %s: %s".formatted(jar, why));
    }
}
