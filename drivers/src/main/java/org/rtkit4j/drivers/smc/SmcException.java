package org.rtkit4j.drivers.smc;

import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.message.SmcResult;

/// A command failed. [#fault] says why, as data.
public final class SmcException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient SmcFault fault;

    public SmcException(SmcFault fault) {
        this(fault, null);
    }

    public SmcException(SmcFault fault, @Nullable Throwable cause) {
        super("smc: " + fault.message(), cause);
        this.fault = fault;
    }

    public SmcFault fault() {
        return fault;
    }

    /// Returns whether the controller refused with this result.
    public boolean isRefusal(SmcResult result) {
        return fault instanceof SmcFault.Refused refused && refused.result() == result.code();
    }
}
