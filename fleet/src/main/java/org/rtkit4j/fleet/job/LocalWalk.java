package org.rtkit4j.fleet.job;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.fleet.read.FleetInput;

/// What lies below a folder of this machine, without tables and their salt.
final class LocalWalk extends SimpleFileVisitor<Path> {
    private static final String LOCAL = "file";

    private final org.apache.hadoop.fs.Path salt;
    private final List<FleetInput> found;

    /// @param salt a file that is passed over
    /// @param found takes what is found
    LocalWalk(org.apache.hadoop.fs.Path salt, List<FleetInput> found) {
        this.salt = salt;
        this.found = found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        return hasTables(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    private static boolean hasTables(Path folder) {
        return Files.isDirectory(folder.resolve(FleetPlace.OWN));
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        org.apache.hadoop.fs.Path path = pathOf(file);
        if (attributes.isRegularFile() && !path.equals(salt) && !isSaltOfTables(file)) {
            found.add(new FleetInput(path.toString(), attributes.size()));
        }
        return FileVisitResult.CONTINUE;
    }

    private static boolean isSaltOfTables(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(FleetPlace.SALT) && hasTables(file.resolveSibling(FleetPlace.tablesOf(name)));
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
        found.add(new FleetInput(nameOf(file), 0));
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
        String name = nameOf(folder);
        found.add(e == null ? FleetInput.folder(name) : new FleetInput(name, 0));
        return FileVisitResult.CONTINUE;
    }

    private static String nameOf(Path file) {
        return pathOf(file).toString();
    }

    // As Hadoop qualifies it: without a slash at a folder's end.
    private static org.apache.hadoop.fs.Path pathOf(Path file) {
        return new org.apache.hadoop.fs.Path(
                LOCAL, null, file.toAbsolutePath().normalize().toString());
    }
}
