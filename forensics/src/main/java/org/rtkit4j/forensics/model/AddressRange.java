package org.rtkit4j.forensics.model;

/// An inclusive range of addresses.
public record AddressRange(long first, long last) {}
