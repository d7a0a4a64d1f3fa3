package org.rtkit4j.hardware.proxy.server;

import org.rtkit4j.hardware.proxy.wire.Checksum;
import org.rtkit4j.hardware.proxy.wire.ProxyFeatures;

/// The data of one MEMWRITE as they arrive: written piece by piece, and swallowed once something is wrong.
final class IncomingData {
    private final GuardedMemory memory;
    private final int expected;
    private final boolean checksums;
    private long address;
    private long left;
    private int endBytes;
    private int endOfData;
    private int sum = Checksum.START;
    private boolean isBad;
    private boolean isRefused;

    /// @param expected the checksum that the request announces
    /// @param checksums whether it is one; otherwise the end of the data is marked
    IncomingData(GuardedMemory memory, long address, long size, int expected, boolean checksums) {
        this.memory = memory;
        this.address = address;
        left = size;
        this.expected = expected;
        this.checksums = checksums;
        endBytes = checksums ? 0 : Integer.BYTES;
    }

    boolean isWanted() {
        return left != 0 || endBytes > 0;
    }

    /// Swallows what comes: the host has its answer.
    void refuse() {
        isRefused = true;
    }

    boolean isRefused() {
        return isRefused;
    }

    /// Ends the data here.
    void abandon() {
        isBad = true;
        left = 0;
        endBytes = 0;
    }

    /// Returns whether all came, was written, and is what was sent as far as can be seen.
    boolean isGood() {
        return !isBad && checksum() == expected && (checksums || endOfData == ProxyFeatures.END_OF_DATA);
    }

    int checksum() {
        return checksums ? Checksum.finish(sum) : ProxyFeatures.NO_CHECKSUM;
    }

    /// Takes what of `available` bytes belongs to the data.
    int take(byte[] bytes, int from, int available) {
        if (left == 0) {
            return takeEnd(bytes, from, available);
        }
        // A size with bit 63 set never comes to an end; the pause after it does.
        int count = left < 0 ? available : (int) Math.min(available, left);
        if (!isRefused && !isBad) {
            isBad = !memory.write(address, bytes, from, count);
        }
        if (checksums) {
            sum = Checksum.add(sum, bytes, from, count);
        }
        address += count;
        left -= count;
        return count;
    }

    private int takeEnd(byte[] bytes, int from, int available) {
        int count = Math.min(available, endBytes);
        for (int i = 0; i < count; i++) {
            endOfData = (endOfData >>> 8) | ((bytes[from + i] & 0xff) << 24);
        }
        endBytes -= count;
        return count;
    }
}
