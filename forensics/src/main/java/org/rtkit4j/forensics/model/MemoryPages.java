package org.rtkit4j.forensics.model;

import java.util.List;

/// What the report tells of the co-processor's memory.
///
/// @param mappings its pages
/// @param unmapped ranges that the core dump had to leave out
public record MemoryPages(List<MappedPage> mappings, List<AddressRange> unmapped) {
    public MemoryPages {
        mappings = List.copyOf(mappings);
        unmapped = List.copyOf(unmapped);
    }
}
