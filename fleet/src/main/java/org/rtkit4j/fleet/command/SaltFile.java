package org.rtkit4j.fleet.command;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.rtkit4j.fleet.job.FleetException;
import org.rtkit4j.fleet.job.FleetPlace;
import org.rtkit4j.fleet.job.UserPath;
import org.rtkit4j.fleet.privacy.Pseudonyms;

/// The file with the salt, on any of Hadoop's file systems. It lies beside the tables and never in them.
final class SaltFile {
    private static final int BYTES = 32;
    private static final int LEAST_BYTES = 16;
    private static final int MOST_BYTES = 4096;
    private static final FsPermission OWNER_ONLY = new FsPermission((short) 0600);

    private SaltFile() {}

    /// Returns the pseudonyms under the salt that the tables' file has; makes the usual file where the tables are new.
    ///
    /// @param isNamed whether somebody has said where it is: then it is not made
    /// @throws FleetException if there is no salt and tables are there already, or if it is none
    static Pseudonyms pseudonyms(FleetPlace place, boolean isNamed, Configuration configuration)
            throws IOException, FleetException {
        Path file = place.salt();
        FileSystem files = plain(UserPath.fileSystem(file, configuration));
        if (isThere(files, file)) {
            return new Pseudonyms(read(files, file));
        }
        if (isNamed || place.exists()) {
            throw new FleetException(file + ": no such file: without its salt nothing can be added to these tables");
        }
        return new Pseudonyms(made(files, file));
    }

    // Without a file of checksums beside it, which Hadoop cannot name where there is a colon.
    private static FileSystem plain(FileSystem files) {
        return files instanceof ChecksumFileSystem checked ? checked.getRawFileSystem() : files;
    }

    private static boolean isThere(FileSystem files, Path file) throws IOException, FleetException {
        try {
            if (files.getFileStatus(file).isDirectory()) {
                throw new FleetException(file + ": is a folder: the salt is a file");
            }
            return true;
        } catch (FileNotFoundException _) {
            return false;
        }
    }

    private static byte[] read(FileSystem files, Path file) throws FleetException {
        try (var in = files.open(file)) {
            byte[] salt = in.readNBytes(MOST_BYTES);
            if (salt.length < LEAST_BYTES) {
                throw new FleetException(
                        "%s: too short for a salt, whoever tries all of them has it: bytes=%d, least=%d"
                                .formatted(file, salt.length, LEAST_BYTES));
            }
            return salt;
        } catch (IOException e) {
            throw new FleetException(file + ": the salt cannot be read: " + e.getMessage());
        }
    }

    private static byte[] made(FileSystem files, Path file) throws FleetException {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        byte[] salt = HexFormat.of().formatHex(bytes).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        try (var out = FileSystem.create(files, file, OWNER_ONLY)) {
            out.write(salt);
            return salt;
        } catch (IOException e) {
            throw new FleetException(file + ": the salt cannot be written: " + e.getMessage());
        }
    }
}
