package org.rtkit4j.app.serve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives the tests of a class one browser, which starts when the first asks, and ends behind the last.
///
/// A class takes it in its `@BeforeAll`. Where there is no browser on this computer the class is skipped.
public final class OneBrowser implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(OneBrowser.class);

    /// A browser, and the folder with its profile.
    private record Rented(Browser browser, Path profile) implements AutoCloseable {
        static Rented now() {
            try {
                Path profile = Files.createTempDirectory("browser");
                return new Rented(Browser.start(profile), profile);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            browser.close();
            List<Path> files;
            try (Stream<Path> all = Files.walk(profile)) {
                files = all.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Browser.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(NAMESPACE)
                .computeIfAbsent(Rented.class, _ -> Rented.now(), Rented.class)
                .browser();
    }
}
