package org.rtkit4j.emulator.mtp;

/// What an answer of the firmware says, in the numbers of Apple's IOKit (IOReturn.h). *Guess*: that this firmware
/// uses those; a host needs to know 0 from all others.
final class ReturnCode {
    static final int DONE = 0;
    static final int BAD_ARGUMENT = 0xe000_02c2;
    static final int UNSUPPORTED = 0xe000_02c7;
    static final int NOT_READY = 0xe000_02d8;
    static final int NOT_FOUND = 0xe000_02f0;

    private ReturnCode() {}
}
