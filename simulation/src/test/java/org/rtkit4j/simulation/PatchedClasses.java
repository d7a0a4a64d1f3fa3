package org.rtkit4j.simulation;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/// The whole project as other classes than ours: some of its sources have been changed, compiled beside the others, and
/// all of it is loaded anew. So a test can show what becomes of a mistake that nobody has made.
final class PatchedClasses implements AutoCloseable {
    private static final Path ROOT = Path.of(System.getProperty("rtkit.root", ".."));

    private final URLClassLoader loader;

    private PatchedClasses(URLClassLoader loader) {
        this.loader = loader;
    }

    /// Changes a place of a source.
    ///
    /// @param source below the project's folder
    /// @param is what stands there now, once
    /// @param becomes what stands there instead
    record Patch(String source, String is, String becomes) {
        private String applyTo(String text) {
            if (text.split(Pattern.quote(is), -1).length != 2) {
                throw new IllegalStateException(
                        "does not stand there once any more: source=%s, text=%s".formatted(source, is));
            }
            return text.replace(is, becomes);
        }
    }

    /// Applies patches to copies of their sources.
    ///
    /// @param folder takes the copies, and the classes that come of them
    static PatchedClasses of(Path folder, List<Patch> patches) throws IOException {
        var copies = new ArrayList<String>();
        for (Patch patch : patches) {
            Path copy = folder.resolve(patch.source);
            Files.createDirectories(Objects.requireNonNull(copy.getParent()));
            Files.writeString(copy, patch.applyTo(Files.readString(ROOT.resolve(patch.source))));
            copies.add(copy.toString());
        }
        Path classes = Files.createDirectory(folder.resolve("classes"));
        compile(classes, copies);
        return new PatchedClasses(new URLClassLoader(with(classes), ClassLoader.getPlatformClassLoader()));
    }

    private static void compile(Path classes, List<String> sources) {
        Stream<String> options = Stream.of("-d", classes.toString(), "-proc:none", "-cp", classPath());
        String[] arguments = Stream.concat(options, sources.stream()).toArray(String[]::new);
        int status = ToolProvider.findFirst("javac").orElseThrow().run(System.out, System.err, arguments);
        if (status != 0) {
            throw new IllegalStateException("a patched source does not compile: sources=" + sources);
        }
    }

    private static URL[] with(Path classes) {
        Stream<Path> others = Stream.of(classPath().split(File.pathSeparator)).map(Path::of);
        return Stream.concat(Stream.of(classes), others)
                .map(PatchedClasses::urlOf)
                .toArray(URL[]::new);
    }

    private static URL urlOf(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String classPath() {
        return System.getProperty("java.class.path");
    }

    /// Makes, from the patched classes, what is like `ours` and answers with text.
    ///
    /// @param ours has a constructor without parameters
    @SuppressWarnings("unchecked") // the other class of the same name
    UnaryOperator<String> twinOf(Class<? extends UnaryOperator<String>> ours) {
        try {
            return (UnaryOperator<String>)
                    loader.loadClass(ours.getName()).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
