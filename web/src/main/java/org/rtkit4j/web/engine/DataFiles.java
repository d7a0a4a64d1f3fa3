package org.rtkit4j.web.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.rtkit4j.forensics.CrashReports;
import org.teavm.extension.spi.resources.DefaultResourcesPolicy;

/// Has TeaVM take along the files that forensics reads: all that stand beside its classes.
public final class DataFiles extends DefaultResourcesPolicy {
    private static final String ANCHOR = CrashReports.class.getName().replace('.', '/') + ".class";

    @Override
    public String[] supplyResources(Collection<? extends String> classes) {
        var anchor = Objects.requireNonNull(environment().classLoader().getResource(ANCHOR));
        try {
            URI place = anchor.toURI();
            if (place.getScheme().equals("file")) {
                return below(Objects.requireNonNull(Path.of(place).getParent()));
            }
            try (FileSystem jar = FileSystems.newFileSystem(place, Map.of())) {
                return below(Objects.requireNonNull(jar.getPath(ANCHOR).getParent()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String[] below(Path folder) throws IOException {
        String prefix = ANCHOR.substring(0, ANCHOR.lastIndexOf('/') + 1);
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> prefix + folder.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> !name.endsWith(".class"))
                    .sorted()
                    .toArray(String[]::new);
        }
    }
}
