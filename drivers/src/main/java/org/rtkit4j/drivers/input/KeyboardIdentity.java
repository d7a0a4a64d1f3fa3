package org.rtkit4j.drivers.input;

/// Who made keyboard and trackpad, as the interface `stm` says.
///
/// @param vendor number of the vendor, 0x05ac for Apple
/// @param keyboardType what kind of keyboard it is, in numbers of Apple's
/// @param serial ASCII; text of the firmware: escape it before it reaches a terminal
public record KeyboardIdentity(int vendor, int product, int version, int keyboardType, String serial) {}
