package org.rtkit4j.drivers.nvme;

/// A controller did not do what it must. [#fault] says why, as data.
public final class NvmeException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient NvmeFault fault;

    public NvmeException(NvmeFault fault) {
        super(fault.message());
        this.fault = fault;
    }

    public NvmeFault fault() {
        return fault;
    }
}
