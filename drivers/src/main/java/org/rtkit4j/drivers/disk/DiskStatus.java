package org.rtkit4j.drivers.disk;

/// What came of a command.
public enum DiskStatus {
    /// Given to the disk, or never given; nothing is known yet.
    PENDING,
    /// Done. A write is durable after the next flush that succeeds, or now where it asked for that.
    OK,
    /// The medium cannot be read, or not be written.
    MEDIA_ERROR,
    /// The disk refuses the command as it stands; another try will be refused too.
    REFUSED,
    /// The disk failed inside; another try may succeed.
    INTERNAL_ERROR,
    /// The disk is gone before it answered. Whether a write was carried out is unknown, and a flush has not
    /// succeeded.
    LOST;

    public boolean isOk() {
        return this == OK;
    }
}
