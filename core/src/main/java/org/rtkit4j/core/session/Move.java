package org.rtkit4j.core.session;

/// One legal move of a session.
///
/// @param cause why it leaves `from` for `to`
public record Move(Stage from, Cause cause, Stage to) {
    @Override
    public String toString() {
        return from + " --" + cause + "→ " + to;
    }
}
