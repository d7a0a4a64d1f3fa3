package org.rtkit4j.core.supervise;

/// How much a [CrashFolder] keeps; the oldest is removed first, the newest never.
///
/// @param files how many crash logs, at least 1
/// @param bytes how many bytes in all
public record Retention(int files, long bytes) {
    /// 256 crash logs, 64 MiB.
    public static final Retention DEFAULT = new Retention(256, 64L << 20);

    public Retention {
        if (files < 1 || bytes < 1) {
            throw new IllegalArgumentException("retention keeps nothing: files=%d, bytes=%d".formatted(files, bytes));
        }
    }
}
