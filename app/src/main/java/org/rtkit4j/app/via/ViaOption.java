package org.rtkit4j.app.via;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.emulator.profile.ProfileException;
import picocli.CommandLine.Option;

/// `--via`, for every command that talks to a co-processor.
public final class ViaOption {
    private static final String EMULATOR = "emulator";

    @Option(
            names = "--via",
            paramLabel = "WAY",
            defaultValue = EMULATOR,
            description = "The way to the co-processor: emulator[:PROFILE]; default: ${DEFAULT-VALUE}.")
    private String way = EMULATOR;

    /// Opens the way to a co-processor.
    ///
    /// @param coprocessor its short name, `smc` for example
    /// @throws BadInputException if there is no such way, or what it names cannot be read
    /// @throws IOException if the way cannot be opened
    public Connection open(String coprocessor) throws BadInputException, IOException {
        if (way.equals(EMULATOR)) {
            return new EmulatorConnection(profile(coprocessor));
        }
        if (way.startsWith(EMULATOR + ":")) {
            return new EmulatorConnection(profile(way.substring(EMULATOR.length() + 1)));
        }
        throw new BadInputException("--via %s: no such way, there is emulator[:PROFILE]".formatted(way));
    }

    /// Returns a profile by its name or from its file.
    ///
    /// @throws BadInputException if it is neither
    public static Profile profile(String nameOrFile) throws BadInputException, IOException {
        try {
            boolean isFile = !Profile.names().contains(nameOrFile) && Files.isRegularFile(Path.of(nameOrFile));
            return isFile ? Profile.load(Path.of(nameOrFile)) : Profile.named(nameOrFile);
        } catch (ProfileException e) {
            throw new BadInputException(String.valueOf(e.getMessage()));
        }
    }
}
