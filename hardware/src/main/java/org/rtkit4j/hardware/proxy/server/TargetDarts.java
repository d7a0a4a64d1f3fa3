package org.rtkit4j.hardware.proxy.server;

/// The DARTs of a target: the address translation between co-processors and memory.
public interface TargetDarts {
    /// Takes a stream of a DART into service.
    ///
    /// @param registers address of the DART
    /// @param stream 0 to 255
    /// @param keepTables whether its page tables stay as they are. The public Python client gives the type here
    /// @param type 0 T8020, 1 T8110, 2 T6000; the Python client's is always 0
    /// @return a number of its own, or 0 if that could not be done
    long init(long registers, int stream, boolean keepTables, int type);

    /// Takes it out of service. Any number may come.
    void shutdown(long dart);

    /// Maps memory for the co-processor.
    ///
    /// @param dart from [#init], or any other number
    /// @return 0, or a negative number if that could not be done
    int map(long dart, long iova, long physAddr, long sizeBytes);

    /// Unmaps what was mapped. Any range may come.
    void unmap(long dart, long iova, long sizeBytes);
}
