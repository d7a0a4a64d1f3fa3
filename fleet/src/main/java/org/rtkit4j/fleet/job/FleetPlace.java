package org.rtkit4j.fleet.job;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.fleet.table.FleetTables;
import org.rtkit4j.fleet.table.RowTable;

/// The folder that the tables lie in, on any of Hadoop's file systems.
///
/// A folder for each table; in `_fleet`, which engines pass over, what the job needs: `format`, the table `files`, and
/// `batch-N` while a batch is made.
public final class FleetPlace {
    /// The job's own folder: whatever has one holds tables.
    static final String OWN = "_fleet";

    /// The end of a salt's name; what stands before it is that of its tables.
    static final String SALT = ".salt";

    private static final String BATCH = "batch-";
    private static final String FORMAT = "format";
    private static final String LINES = "lines";
    private static final String VERSION = "schema " + FleetTables.SCHEMA_VERSION;

    private final Path root;
    private final FileSystem files;
    private final Path salt;

    /// Tables with their salt beside them.
    ///
    /// @param configuration knows the file systems and their credentials
    /// @throws FleetException if it is no path, or not on a file system that can be used from here
    public FleetPlace(String root, Configuration configuration) throws FleetException {
        this(root, null, configuration);
    }

    /// @param salt a file, or null where it lies beside the tables: `ROOT.salt`
    public FleetPlace(String root, @Nullable String salt, Configuration configuration) throws FleetException {
        Path path = UserPath.of(root);
        this.files = UserPath.fileSystem(path, configuration);
        this.root = files.makeQualified(path);
        this.salt = salt == null ? beside(this.root) : qualified(UserPath.of(salt), configuration);
    }

    private static Path beside(Path root) {
        return new Path(
                root.toUri().getScheme(),
                root.toUri().getAuthority(),
                root.toUri().getPath() + SALT);
    }

    private static Path qualified(Path path, Configuration configuration) throws FleetException {
        return UserPath.fileSystem(path, configuration).makeQualified(path);
    }

    /// Returns the name of the tables whose salt has this one.
    static String tablesOf(String salt) {
        return salt.substring(0, salt.length() - SALT.length());
    }

    /// Returns the folder itself, qualified.
    public Path root() {
        return root;
    }

    /// Returns the file with the salt.
    public Path salt() {
        return salt;
    }

    /// Returns the file system that it lies on.
    public FileSystem fileSystem() {
        return files;
    }

    /// Returns a table's folder.
    public Path table(String name) {
        return name.equals(FleetTables.FILES.name()) ? new Path(new Path(root, OWN), name) : new Path(root, name);
    }

    Path groups() {
        return new Path(root, "groups");
    }

    Path staging(int batch) {
        return own(BATCH + "%06d".formatted(batch));
    }

    Path own(String name) {
        return new Path(new Path(root, OWN), name);
    }

    /// Looks whether tables can be made here, and makes nothing.
    ///
    /// @throws FleetException if the folder is another's, or its tables are of another version
    public void requireUsable() throws IOException, FleetException {
        if (exists()) {
            requireTables();
        } else if (list(root).stream()
                .anyMatch(each -> !each.getPath().getName().equals(OWN))) {
            // What is the job's own alone was left by a run that was killed before it began.
            throw new FleetException(root + ": holds files, but no tables: name a folder that is empty, or not there");
        }
    }

    /// Looks whether there are tables that this version reads.
    ///
    /// @throws FleetException if there are none
    public void requireTables() throws IOException, FleetException {
        String found = text(own(FORMAT));
        if (found == null) {
            throw new FleetException(root + ": holds no tables of rtkit fleet run");
        }
        if (!versionOf(found).equals(VERSION)) {
            throw new FleetException(
                    "%s: its tables are of another version, read what they are made of into a new folder: found=%s, expected=%s"
                            .formatted(root, versionOf(found), VERSION));
        }
    }

    private static String versionOf(String format) {
        return format.lines().findFirst().orElse("");
    }

    /// Makes the folder where it is not there, else looks whether it is one of this version and with this salt.
    ///
    /// @param saltCheck what tells one salt from another
    /// @throws FleetException if it is another's
    void open(String saltCheck) throws IOException, FleetException {
        requireUsable();
        String format = "%s\nsalt %s\n".formatted(VERSION, saltCheck);
        String found = text(own(FORMAT));
        if (found == null) {
            write(own(FORMAT), format);
        } else if (!found.equals(format)) {
            throw new FleetException(
                    root + ": its tables were made with another salt, under which devices have other names");
        }
    }

    /// Remembers how JSON lines are read, as soon as some are; later looks whether that is still so. A line that was
    /// read is not read again: by another field it would be lost.
    ///
    /// @param options as the user gives them; empty where none are read
    /// @throws FleetException if others were read before
    void openLines(String options) throws IOException, FleetException {
        String found = text(own(LINES));
        if (found == null && !options.isEmpty()) {
            write(own(LINES), options);
        } else if (found != null && !found.equals(options)) {
            throw new FleetException(
                    "%s: its JSON lines are read with %s: name the same, or a new folder".formatted(root, found));
        }
    }

    /// Makes the job's own folder.
    ///
    /// @throws FleetException if nothing can be written here
    public void requireWritable() throws FleetException {
        try {
            if (!files.mkdirs(new Path(root, OWN))) {
                throw new FleetException(root + ": cannot be written");
            }
        } catch (IOException e) {
            throw new FleetException(root + ": cannot be written: " + e.getMessage());
        }
    }

    /// Whether a run has made tables here.
    public boolean exists() throws IOException {
        return text(own(FORMAT)) != null;
    }

    @Nullable
    String text(Path file) throws IOException {
        try (var in = files.open(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (FileNotFoundException _) {
            return null;
        }
    }

    /// Writes a small file, whole or not at all.
    void write(Path file, String text) throws IOException {
        Path part = file.suffix(".part");
        try (var out = files.create(part, true)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        files.delete(file, false);
        move(part, file);
    }

    /// Puts files of rows that were made elsewhere in the place of those that a folder has.
    ///
    /// @param prefix what begins their names there: others stay; empty where all are replaced
    void replace(Path folder, String prefix, Path made) throws IOException {
        for (FileStatus old : list(folder)) {
            if (old.getPath().getName().startsWith(prefix)) {
                files.delete(old.getPath(), true);
            }
        }
        for (Path file : rowFiles(made)) {
            move(file, new Path(folder, prefix + file.getName()));
        }
        files.delete(made, true);
    }

    void move(Path from, Path to) throws IOException {
        files.mkdirs(to.getParent());
        if (!files.rename(from, to)) {
            throw new IOException("%s cannot be moved to %s".formatted(from, to));
        }
    }

    /// Returns what lies in a folder; nothing where there is none.
    List<FileStatus> list(Path folder) throws IOException {
        try {
            return List.of(files.listStatus(folder));
        } catch (FileNotFoundException _) {
            return List.of();
        }
    }

    /// Returns the rows of a table that these files have, or files below these folders.
    public static Dataset<Row> rows(SparkSession spark, RowTable<?> table, Path... files) {
        return spark.read()
                .schema(table.schema())
                // A name is no pattern, whatever characters it has.
                .option("__globPaths__", "false")
                // What was not written by Spark says nothing of its calendar: it is that of ISO.
                .option("datetimeRebaseMode", "CORRECTED")
                .parquet(Stream.of(files).map(Path::toString).toArray(String[]::new));
    }

    /// Returns the Parquet files below a folder.
    List<Path> rowFiles(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        for (FileStatus each : list(folder)) {
            if (each.isDirectory()) {
                found.addAll(rowFiles(each.getPath()));
            } else if (each.getPath().getName().endsWith(".parquet")) {
                found.add(each.getPath());
            }
        }
        return found;
    }

    /// Returns the numbers of batches that were begun and are not done.
    List<Integer> openBatches() throws IOException {
        return list(new Path(root, OWN)).stream()
                .map(each -> each.getPath().getName())
                .filter(name -> name.startsWith(BATCH))
                .map(name -> Integer.valueOf(name.substring(BATCH.length())))
                .sorted()
                .toList();
    }

    /// Returns the number of the last batch that is done, or 0. Files are named by the batch that they came with.
    int lastBatch() throws IOException {
        return rowFiles(table(FleetTables.FILES.name())).stream()
                .mapToInt(file -> Integer.parseInt(
                        file.getName().substring(0, file.getName().indexOf('-'))))
                .max()
                .orElse(0);
    }

    /// Returns where a file of a staged table goes.
    Path published(RowTable<?> table, int batch, Path staged) {
        Path folder = table(table.name());
        Path day = staged.getParent();
        return new Path(
                day.getName().startsWith(RowTable.DAY + "=") ? new Path(folder, day.getName()) : folder,
                "%06d-%s".formatted(batch, staged.getName()));
    }
}
