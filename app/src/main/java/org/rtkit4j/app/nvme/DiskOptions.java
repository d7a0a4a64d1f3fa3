package org.rtkit4j.app.nvme;

import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.via.ViaOption;
import org.rtkit4j.drivers.nvme.NvmeOptions;
import org.rtkit4j.emulator.Coprocessor;
import org.rtkit4j.emulator.profile.Profile;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Which disk: for every command of `rtkit nvme`.
final class DiskOptions {
    private static final long LEAST_UNFLUSHED_BYTES = 2 << 20;
    private static final long MOST_UNFLUSHED_BYTES = 8L << 30;
    private static final long EMULATED_UNFLUSHED_BYTES = 64 << 20;
    // Memory of a machine that has better use for it.
    private static final long REAL_UNFLUSHED_BYTES = 4 << 20;

    @Mixin
    private final ViaOption via = new ViaOption();

    @Option(
            names = "--image",
            paramLabel = "FILE",
            description = {
                "A raw image file that holds the emulated disk, instead of memory;",
                "made where there is none and the command writes."
            })
    private @Nullable Path image;

    @Option(
            names = "--unflushed",
            paramLabel = "SIZE",
            converter = ByteCount.class,
            description = {
                "How much of what was written and not flushed is kept, to be written again after a crash.",
                "When it is full the disk is flushed; default: 64M, on a real machine 4M."
            })
    private @Nullable Long unflushed;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    ViaOption via() {
        return via;
    }

    /// Checks what can be checked without the disk.
    ///
    /// @throws BadInputException if an option makes no sense
    void check() throws BadInputException {
        if (image != null && !via.isEmulator()) {
            throw new BadInputException("--image: only the emulator's disk lies in a file");
        }
        if (unflushedBytes() < LEAST_UNFLUSHED_BYTES || unflushedBytes() > MOST_UNFLUSHED_BYTES) {
            throw new BadInputException("--unflushed: not between 2M and 8G: " + unflushedBytes());
        }
    }

    /// Returns the profile of an emulated disk as the options want it.
    Profile profile(Profile profile) {
        return image == null ? profile : profile.with("nvme.image", image.toString());
    }

    /// Returns the same of a disk that is not to be written: its image is opened for reading alone.
    Profile readOnlyProfile(Profile profile) {
        return image == null ? profile : profile(profile).with("nvme.image.access", "read-only");
    }

    /// Says why the image of an emulated disk cannot be read or written, which its driver does not hear: to that, the
    /// medium is broken.
    void tellTroubleOf(Coprocessor emulated) {
        Path file = image;
        if (file != null) {
            PrintWriter err = spec.commandLine().getErr();
            emulated.storage().onTrouble(reason -> {
                err.println("rtkit: %s: %s".formatted(file, reason));
                err.flush();
            });
        }
    }

    /// Returns how the disk is driven. What is kept is half of its memory.
    NvmeOptions driver() {
        return NvmeOptions.DEFAULT.withMemory(2 * unflushedBytes());
    }

    private long unflushedBytes() {
        if (unflushed != null) {
            return unflushed;
        }
        return via.isEmulator() ? EMULATED_UNFLUSHED_BYTES : REAL_UNFLUSHED_BYTES;
    }
}
