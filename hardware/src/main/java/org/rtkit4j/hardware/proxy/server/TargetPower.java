package org.rtkit4j.hardware.proxy.server;

/// The power and clock gates of a target. Each call returns 0, or a negative number if it could not be done.
public interface TargetPower {
    /// Powers a device up, and all that it needs.
    ///
    /// @param device its number: the die in 31:28, the id in 15:0 as in the tree's `clock-gates`. Source: m1n1
    ///     `src/pmgr.c`, PMGR_DEVICE_ID, PMGR_DIE_ID
    int enable(int device);

    int disable(int device);

    /// Powers up what the node of Apple's device tree needs.
    ///
    /// @param path of the node, as the host gave it; at most 255 characters of any kind
    int enablePath(String path);

    int disablePath(String path);

    /// Resets a device that is powered up.
    ///
    /// @param die its die
    /// @param name its name in the power manager's list; at most 255 characters of any kind
    int reset(int die, String name);
}
