package org.rtkit4j.hardware.proxy.server;

/// An access to an address where nothing is, or nothing that can be accessed like that: the machine's data abort.
public final class TargetFaultException extends Exception {
    private static final long serialVersionUID = 1L;

    private final long physAddr;

    /// Names the first byte that could not be accessed. Cheap: it has no stack trace.
    public TargetFaultException(long physAddr) {
        this(physAddr, "nothing is there");
    }

    /// Names the first byte that could not be accessed, and why not.
    public TargetFaultException(long physAddr, String reason) {
        super("%s: address=0x%x".formatted(reason, physAddr), null, false, false);
        this.physAddr = physAddr;
    }

    public long physAddr() {
        return physAddr;
    }
}
