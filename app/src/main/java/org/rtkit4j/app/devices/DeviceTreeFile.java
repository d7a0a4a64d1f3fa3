package org.rtkit4j.app.devices;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.rtkit4j.app.file.IoReason;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.devicetree.DeviceTrees;
import org.rtkit4j.devicetree.tree.DeviceTree;
import org.rtkit4j.devicetree.tree.TreeFormatException;

/// A device tree that the command line names.
public final class DeviceTreeFile {
    private DeviceTreeFile() {}

    /// Reads `--dtb`: a flattened tree, Apple's, or a folder.
    ///
    /// @throws BadInputException if it is not there, or is none of these; names the file and the offset
    public static DeviceTree read(String file) throws BadInputException {
        if (file.isEmpty()) {
            throw new BadInputException("an empty name is no file's");
        }
        try {
            Path path = Path.of(file);
            if (!Files.exists(path)) {
                throw new BadInputException(file + ": no such file");
            }
            return DeviceTrees.read(path);
        } catch (TreeFormatException e) {
            throw new BadInputException(file + ": " + e.getMessage());
        } catch (IOException e) {
            throw new BadInputException(IoReason.unreadable(file, e));
        } catch (InvalidPathException e) {
            throw new BadInputException(file + ": cannot be read: " + e.getMessage());
        }
    }
}
