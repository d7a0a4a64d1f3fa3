package org.rtkit4j.emulator.profile;

import java.io.IOException;
import java.util.Collection;
import java.util.List;

/// A profile cannot be used. The message is one line that names the file and the line or key.
public final class ProfileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String word;
    private final transient List<String> known;

    public ProfileException(String message) {
        this(message, "", List.of());
    }

    /// @param word what nobody knows
    /// @param known what could stand in its place
    ProfileException(String message, String word, Collection<String> known) {
        super(message);
        this.word = word;
        this.known = List.copyOf(known);
    }

    /// @param cause why a file that no line of the profile names cannot be used
    ProfileException(String message, IOException cause) {
        super(message, cause);
        word = "";
        known = List.of();
    }

    /// Returns the word that nobody knows; empty where something else is wrong.
    public String word() {
        return word;
    }

    /// Returns what could stand in the word's place; empty where something else is wrong.
    public List<String> known() {
        return known;
    }
}
