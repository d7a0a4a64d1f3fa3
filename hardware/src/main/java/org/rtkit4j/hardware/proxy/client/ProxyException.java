package org.rtkit4j.hardware.proxy.client;

import java.io.IOException;

/// The target did not do what it was asked, or it is not known whether it did. The message says which.
public final class ProxyException extends IOException {
    private static final long serialVersionUID = 1L;

    /// What has happened, as far as a caller may want to tell one failure from another.
    public enum Kind {
        /// No answer in time. The request may have been carried out, or may still be.
        TIMEOUT,
        /// The answer arrived damaged. The request was probably carried out.
        DAMAGED,
        /// The request arrived damaged, again and again. It was not carried out.
        NOISE,
        /// The target knows no such call.
        UNKNOWN_CALL,
        /// The target refuses, or could not do it; for memory: nothing is there.
        REFUSED,
        /// An exception on the target: nothing is at that address.
        FAULT,
        /// The target has started again: addresses and handles from before mean nothing. Every call fails until
        /// [ProxyClient#renew].
        RESTARTED,
        /// The target has stopped in an exception or a hypervisor call, and serves requests until
        /// [ProxyClient#exit].
        STOPPED,
        /// What answers does not speak the protocol, or nobody does.
        NOT_A_PROXY
    }

    private final Kind kind;

    ProxyException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /// Returns whether it is certain that the request was not carried out, so that asking again does it once.
    public boolean isHarmless() {
        return kind == Kind.NOISE || kind == Kind.UNKNOWN_CALL;
    }
}
