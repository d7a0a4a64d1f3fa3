package org.rtkit4j.emulator.nvme;

/// What a controller's registers read after power-on, where no source has it of real ones.
///
/// @param version VS: 0x0001_0200 is 1.2. *Guess* nvme-version
/// @param baseCommandId BASE_CMD_ID; QEMU answers 0x6000. *Guess* base-cmd-id
/// @param hasEntrySizes whether CC has the sizes of queue entries, as the boot loader leaves them. *Guess*
/// cc-at-start
public record RegistersAtStart(int version, int baseCommandId, boolean hasEntrySizes) {
    /// What the emulator's profiles have.
    public static final RegistersAtStart GUESSED = new RegistersAtStart(0x0001_0200, 0x6000, true);
}
