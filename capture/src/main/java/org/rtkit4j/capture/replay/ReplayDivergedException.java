package org.rtkit4j.capture.replay;

/// The live host said something else than the recorded one. The message says where, what was expected and what came.
public final class ReplayDivergedException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    ReplayDivergedException(String message) {
        super(message);
    }

    /// Returns the message alone: it is what a session gives as the reason of its failure.
    @Override
    @SuppressWarnings("OverrideThrowableToString") // who reports it gives toString()
    public String toString() {
        return String.valueOf(getMessage());
    }
}
