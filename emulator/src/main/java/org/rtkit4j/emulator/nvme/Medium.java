package org.rtkit4j.emulator.nvme;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.rtkit4j.emulator.machine.Ram;

/// What holds blocks: memory, or a file. One thread at a time. Allocates nothing for blocks that it has held
/// before.
///
/// Blocks and ranges are inside; the callers see to it.
interface Medium extends AutoCloseable {
    /// Makes what a configuration asks for.
    ///
    /// @throws UncheckedIOException if its file cannot be opened
    static Medium of(NvmeConfig config) {
        if (config.image() == null) {
            return new MemoryMedium(config.blocks(), config.blockBytes());
        }
        try {
            return FileMedium.open(config.image(), config.blocks(), config.blockBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Returns the number of blocks.
    long blocks();

    /// Returns the size of a block, a power of two of at most 4096.
    int blockBytes();

    /// Copies a part of a block to RAM.
    void read(long block, int from, Ram ram, long offset, int length);

    /// Copies RAM to a part of a block.
    void write(long block, int from, Ram ram, long offset, int length);

    /// Copies a whole block out.
    void copyOut(long block, byte[] destination);

    /// Copies a whole block in.
    void copyIn(long block, byte[] source);

    /// Makes a block all zeros; where it can, one that takes no room.
    void zero(long block);

    /// Returns the first block of a range that may be other than all zeros, or its end.
    long nextWritten(long block, long end);

    /// Hands on what was written, where it is a file: it outlives this process.
    void settle();

    /// Makes everything outlive this process's machine.
    void sync();

    /// Gives the file back, if it is one.
    @Override
    void close();
}
