package org.rtkit4j.fleet.command;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.fleet.job.FleetException;
import org.rtkit4j.fleet.job.FleetPlace;
import org.rtkit4j.fleet.privacy.Pseudonyms;

/// The file with the salt, on any of Hadoop's file systems. It lies beside the tables and never in them.
final class SaltFile {
    private static final int BYTES = 32;
    private static final int MOST_BYTES = 4096;
    private static final FsPermission OWNER_ONLY = new FsPermission((short) 0600);

    private SaltFile() {}

    /// Returns the pseudonyms under the salt that a file has; makes the usual file where the tables are new.
    ///
    /// @param name null: `OUT.salt`
    /// @throws FleetException if there is no salt and tables are there already, or if it is none
    static Pseudonyms pseudonyms(@Nullable String name, FleetPlace place, Configuration configuration)
            throws IOException, FleetException {
        Path file = name == null ? place.root().suffix(".salt") : new Path(name);
        FileSystem files = file.getFileSystem(configuration);
        try (var in = files.open(file)) {
            byte[] salt = in.readNBytes(MOST_BYTES);
            if (salt.length == 0) {
                throw new FleetException(file + ": an empty file is no salt");
            }
            return new Pseudonyms(salt);
        } catch (FileNotFoundException _) {
            if (name != null || place.exists()) {
                throw new FleetException(
                        file + ": no such file: without its salt nothing can be added to these tables");
            }
            return new Pseudonyms(made(files, file));
        }
    }

    private static byte[] made(FileSystem files, Path file) throws IOException {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        byte[] salt = HexFormat.of().formatHex(bytes).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        try (var out = FileSystem.create(files, file, OWNER_ONLY)) {
            out.write(salt);
        }
        return salt;
    }
}
