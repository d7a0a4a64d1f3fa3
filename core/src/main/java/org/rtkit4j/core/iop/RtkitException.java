package org.rtkit4j.core.iop;

import org.rtkit4j.core.session.Fault;

/// A co-processor, or the way to it, did not do what was asked. [#fault] says why, as data.
public final class RtkitException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Fault fault;

    /// @param coprocessor its name, which the message begins with
    public RtkitException(String coprocessor, Fault fault) {
        super(coprocessor + ": " + fault.message());
        this.fault = fault;
    }

    /// Returns why, as data.
    public Fault fault() {
        return fault;
    }
}
