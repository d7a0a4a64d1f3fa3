package org.rtkit4j.app.boot;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.terminal.BadInputException;
import picocli.CommandLine.Option;

/// Options that `boot` had once and that are commands now: it says where they went.
final class FormerOptions {
    @Option(names = "--cycles", hidden = true, arity = "0..1", fallbackValue = "")
    private @Nullable String cycles;

    @Option(names = "--faults", hidden = true, arity = "0..1", fallbackValue = "")
    private @Nullable String faults;

    @Option(names = "--supervise", hidden = true, arity = "0..1", fallbackValue = "")
    private @Nullable String supervise;

    @Option(names = "--for", hidden = true)
    private @Nullable String seconds;

    @Option(names = "--crash-dir", hidden = true)
    private @Nullable Path crashFolder;

    /// Refuses them, and names the command that does it now.
    void requireNone() throws BadInputException {
        refuse(cycles != null, "--cycles", "rtkit cycles PROFILE --count N");
        refuse(faults != null, "--faults", "rtkit faults PROFILE --seed N");
        refuse(supervise != null, "--supervise", "rtkit supervise PROFILE");
        refuse(seconds != null, "--for", "rtkit supervise PROFILE --for SECONDS");
        refuse(crashFolder != null, "--crash-dir", "rtkit supervise PROFILE --crash-dir DIR");
    }

    private static void refuse(boolean isGiven, String option, String command) throws BadInputException {
        if (isGiven) {
            throw new BadInputException("%s is no option of boot; instead: %s".formatted(option, command));
        }
    }
}
