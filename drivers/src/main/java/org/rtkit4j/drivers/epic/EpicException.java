package org.rtkit4j.drivers.epic;

import org.jspecify.annotations.Nullable;

/// A service could not be asked. [#fault] says why, as data.
public final class EpicException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient EpicFault fault;

    public EpicException(EpicFault fault) {
        this(fault, null);
    }

    public EpicException(EpicFault fault, @Nullable Throwable cause) {
        super("epic: " + fault.message(), cause);
        this.fault = fault;
    }

    public EpicFault fault() {
        return fault;
    }
}
