package org.rtkit4j.forensics.model;

/// A mapping of the co-processor's memory.
public record MappedPage(long virtual, long physical, long flags) {}
