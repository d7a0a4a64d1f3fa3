package org.rtkit4j.emulator.firmware;

/// The protocol versions that a firmware offers. A broken one offers a minimum above its maximum.
public record VersionRange(int min, int max) {
    /// What every known firmware of Apple silicon offers.
    public static final VersionRange COMMON = new VersionRange(11, 12);

    /// What a firmware offers when its first offer was refused. Source: QEMU.
    static final VersionRange OLD = new VersionRange(3, 10);

    private static final int LARGEST = 0xffff;

    public VersionRange {
        if (min < 0 || min > LARGEST || max < 0 || max > LARGEST) {
            throw new IllegalArgumentException("no such versions: %d..%d".formatted(min, max));
        }
    }

    boolean holds(long version) {
        return version >= Math.min(min, max) && version <= Math.max(min, max);
    }
}
