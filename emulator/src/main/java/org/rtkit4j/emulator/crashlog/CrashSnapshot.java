package org.rtkit4j.emulator.crashlog;

import java.util.List;
import org.rtkit4j.emulator.crash.CrashCause;
import org.rtkit4j.emulator.image.FirmwareImage;

/// What is known of a firmware at the moment it crashes.
///
/// @param image what it runs
/// @param cause why it crashes
/// @param task the task that does, by its number in the image
/// @param ticks its counter
/// @param messages its mailbox history, oldest first
/// @param pages the memory that it shares with the AP
public record CrashSnapshot(
        FirmwareImage image,
        CrashCause cause,
        int task,
        long ticks,
        List<MailboxRecord> messages,
        List<PageMapping> pages) {
    public CrashSnapshot {
        messages = List.copyOf(messages);
        pages = List.copyOf(pages);
    }

    /// Returns the panic text: what happened, and where.
    String panicText() {
        return "%s%nrtkit task: %s (%d of %d)%n"
                .formatted(
                        cause.text(),
                        image.tasks().get(task),
                        task,
                        image.tasks().size())
                .replace("\r\n", "\n");
    }
}
