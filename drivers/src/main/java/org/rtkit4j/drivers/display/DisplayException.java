package org.rtkit4j.drivers.display;

import org.jspecify.annotations.Nullable;

/// Something asked of a display failed. [#fault] says why, as data.
public final class DisplayException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient DisplayFault fault;

    public DisplayException(DisplayFault fault) {
        this(fault, null);
    }

    public DisplayException(DisplayFault fault, @Nullable Throwable cause) {
        super("display: " + fault.message(), cause);
        this.fault = fault;
    }

    public DisplayFault fault() {
        return fault;
    }
}
