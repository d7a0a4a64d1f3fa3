package org.rtkit4j.app.explain;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A walk through all that lies below a folder. What cannot be looked into is told, and ends nothing.
final class FolderWalk extends SimpleFileVisitor<Path> {
    private final Consumer<Path> files;
    private final BiConsumer<Path, IOException> failures;

    /// @param files takes the files, whatever they hold
    /// @param failures takes what could not be looked into, and why
    FolderWalk(Consumer<Path> files, BiConsumer<Path, IOException> failures) {
        this.files = files;
        this.failures = failures;
    }

    void below(Path root) throws IOException {
        Files.walkFileTree(root, this);
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
