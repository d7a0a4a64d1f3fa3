package org.rtkit4j.app.smc;

import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.drivers.smc.SmcKey;

/// Names of keys as people write them; what is none ends the command as wrong usage.
final class KeyNames {
    private KeyNames() {}

    static void requirePrefix(String prefix) throws BadInputException {
        try {
            SmcKey.firstWith(prefix);
        } catch (IllegalArgumentException e) {
            throw new BadInputException(String.valueOf(e.getMessage()));
        }
    }

    static SmcKey key(String name) throws BadInputException {
        try {
            return SmcKey.of(name);
        } catch (IllegalArgumentException e) {
            throw new BadInputException(String.valueOf(e.getMessage()));
        }
    }
}
