package org.rtkit4j.core.session;

/// A crashed co-processor's log, copied out of the shared buffer before anything reads it.
public final class CrashDump {
    private final byte[] log;
    private final long iova;
    private final long notifiedIova;
    private final long notifiedBytes;

    CrashDump(byte[] log, long iova, long notifiedIova, long notifiedBytes) {
        this.log = log;
        this.iova = iova;
        this.notifiedIova = notifiedIova;
        this.notifiedBytes = notifiedBytes;
    }

    /// Returns a copy of the whole buffer's bytes, unparsed; empty where the firmware never got a buffer.
    public byte[] log() {
        return log.clone();
    }

    public int sizeBytes() {
        return log.length;
    }

    /// Returns the address of the agreed buffer, which was read.
    public long iova() {
        return iova;
    }

    /// Returns the address in the crash notification; not read, as in Linux, but kept.
    public long notifiedIova() {
        return notifiedIova;
    }

    /// Returns the size in the crash notification, in bytes.
    public long notifiedBytes() {
        return notifiedBytes;
    }

    @Override
    public String toString() {
        return "CrashDump(bytes=%d, iova=0x%x)".formatted(log.length, iova);
    }
}
