package org.rtkit4j.drivers.afk;

/// A ring cannot be used. [#fault] says why, as data.
final class AfkException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient AfkFault fault;

    AfkException(AfkFault fault) {
        super(fault.message());
        this.fault = fault;
    }

    AfkFault fault() {
        return fault;
    }
}
