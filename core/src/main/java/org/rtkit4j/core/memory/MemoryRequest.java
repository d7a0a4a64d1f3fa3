package org.rtkit4j.core.memory;

/// What a firmware may ask for. Every number in it is the firmware's and is not trusted.
public sealed interface MemoryRequest {
    /// Allocate memory and tell me where it is.
    record Buffer(long sizeBytes) implements MemoryRequest {}

    /// This is memory of mine: look at it.
    record Owned(long iova, long sizeBytes) implements MemoryRequest {}

    /// Map the registers or region with this index for me. Source: the display co-processor's call D411.
    record RegionByIndex(int index) implements MemoryRequest {}

    /// Map the registers or region of this name for me.
    record RegionByName(String name) implements MemoryRequest {}

    /// Map these physical addresses for me. Source: the display co-processor's call D452.
    record Physical(long physAddr, long sizeBytes) implements MemoryRequest {}
}
