package org.rtkit4j.app.via;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.rtkit4j.app.file.IoReason;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.terminal.Spelling;
import org.rtkit4j.emulator.firmware.EndpointKind;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.emulator.profile.ProfileException;
import org.rtkit4j.wire.message.MailboxSpeech;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `PROFILE`, for every command that makes one co-processor.
public final class ProfileParameter {
    private static final String ENDING = ".properties";

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "PROFILE",
            defaultValue = "generic",
            completionCandidates = ProfileNames.class,
            description = "A profile's name or file; default: ${DEFAULT-VALUE}.")
    private String nameOrFile = "generic";

    @Mixin
    private PluginOption plugin = new PluginOption();

    /// Returns the parameter as if this had been given, with the same plugins.
    ProfileParameter as(String otherNameOrFile) {
        var parameter = new ProfileParameter();
        parameter.nameOrFile = otherNameOrFile;
        parameter.plugin = plugin;
        return parameter;
    }

    /// Returns the co-processor's name: the profile's, or the file's without its ending.
    public String name() {
        return isFile(nameOrFile)
                ? String.valueOf(Path.of(nameOrFile).getFileName()).replaceFirst("\\.properties$", "")
                : nameOrFile;
    }

    /// Returns what to throw where a command is for something that an emulated co-processor is not.
    ///
    /// @param what it is for: `storage controller`
    public static BadInputException lacks(String what, Profile emulated) {
        return new BadInputException("no %s: %s, which is %s".formatted(what, emulated.name(), emulated.description()));
    }

    /// Reads the profile.
    ///
    /// @throws BadInputException if there is none of that name, or the file is not one
    public Profile read() throws BadInputException, IOException {
        return read(nameOrFile, plugin.kinds());
    }

    /// Returns what is known of the mailbox of a co-processor of this name that is no emulated one.
    ///
    /// @throws BadInputException if a plugin cannot be used
    public MailboxSpeech speechElsewhere() throws BadInputException {
        return plugin.speech(name());
    }

    /// Reads a profile by its name or from its file.
    ///
    /// @throws BadInputException if it is neither
    public static Profile read(String nameOrFile) throws BadInputException, IOException {
        return read(nameOrFile, List.of());
    }

    /// Reads a profile by its name or from its file, which may name these kinds of endpoint.
    ///
    /// @throws BadInputException if it is neither
    public static Profile read(String nameOrFile, Collection<? extends EndpointKind> own)
            throws BadInputException, IOException {
        try {
            return isFile(nameOrFile) ? load(Path.of(nameOrFile), own) : Profile.named(nameOrFile);
        } catch (ProfileException e) {
            throw new BadInputException(e.getMessage() + Spelling.hint(e.word(), e.known()));
        }
    }

    private static Profile load(Path file, Collection<? extends EndpointKind> own) throws BadInputException {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw new FileSystemException(
                        file.toString(), null, Files.isDirectory(file) ? "is a folder" : "not a regular file");
            }
            return Profile.load(file, own);
        } catch (IOException e) {
            throw new BadInputException(IoReason.unreadable(file, e));
        }
    }

    // What is written as a file's name is one, whether or not it is there.
    private static boolean isFile(String nameOrFile) {
        boolean isName =
                Profile.names().contains(nameOrFile) || Profile.generations().contains(nameOrFile);
        boolean isWrittenAsFile = nameOrFile.contains("/") || nameOrFile.endsWith(ENDING);
        return !isName && (isWrittenAsFile || Files.isRegularFile(Path.of(nameOrFile)));
    }
}
