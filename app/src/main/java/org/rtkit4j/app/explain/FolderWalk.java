package org.rtkit4j.app.explain;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A walk through all that lies below a folder. What cannot be looked into is told, and ends nothing.
///
/// What the kernel makes up while one looks at it has no report in it: `/proc` and its like are left out, unless the
/// walk begins within.
final class FolderWalk extends SimpleFileVisitor<Path> {
    private static final Set<Path> MADE_UP = Set.of(Path.of("/dev"), Path.of("/proc"), Path.of("/sys"));

    private final Consumer<Path> files;
    private final BiConsumer<Path, IOException> failures;
    private @Nullable Path from;

    /// @param files takes the files, whatever they hold
    /// @param failures takes what could not be looked into, and why
    FolderWalk(Consumer<Path> files, BiConsumer<Path, IOException> failures) {
        this.files = files;
        this.failures = failures;
    }

    void below(Path root) throws IOException {
        from = root.toAbsolutePath().normalize();
        Files.walkFileTree(root, this);
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        Path whole = folder.toAbsolutePath().normalize();
        return MADE_UP.contains(whole) && !whole.equals(from) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (attributes.isRegularFile()) {
            files.accept(file);
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
        failures.accept(file, e);
        return FileVisitResult.CONTINUE;
    }

    // A folder whose entries end in a failure.
    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
        if (e != null) {
            failures.accept(folder, e);
        }
        return FileVisitResult.CONTINUE;
    }
}
