package org.rtkit4j.forensics.decode;

/// One field of a register in plain language.
///
/// @param name Arm's name: `EC`, `DFSC`, `I`
/// @param bits for example `31:26`
/// @param meaning what the value says; empty where the number says it all
public record DecodedField(String name, String bits, long value, String meaning) {}
