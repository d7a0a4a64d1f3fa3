package org.rtkit4j.wire.layout;

/// Who sends a message. `BOTH` where the same layout travels both ways, as a request and its echo.
public enum Direction {
    AP_TO_IOP("AP → IOP"),
    IOP_TO_AP("IOP → AP"),
    BOTH("both");

    private final String arrow;

    Direction(String arrow) {
        this.arrow = arrow;
    }

    /// Returns whether a message of this layout may travel in `other`; `BOTH` there means "not known".
    public boolean admits(Direction other) {
        return this == BOTH || other == BOTH || this == other;
    }

    /// Returns the direction of an answer to a message of this one.
    public Direction opposite() {
        return switch (this) {
            case AP_TO_IOP -> IOP_TO_AP;
            case IOP_TO_AP -> AP_TO_IOP;
            case BOTH -> BOTH;
        };
    }

    @Override
    public String toString() {
        return arrow;
    }
}
