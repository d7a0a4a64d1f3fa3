package org.rtkit4j.emulator.nvme;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.emulator.machine.Ram;
import org.rtkit4j.wire.nvme.NvmeStatus;

/// The disk behind the controller: a medium, its volatile write cache, and a record of what happened to them.
///
/// A write is durable when and only when a flush or an orderly shutdown came after it, or it was written past the
/// cache. One thread at a time. In steady state it allocates nothing.
final class Drive {
    private final Medium medium;
    private final Ram ram;
    private final WriteCache cache;
    private final Health health = new Health();
    private CacheLoss loss;
    private boolean isCacheEnabled = true;
    private @Nullable WriteHistory history;
    private long unsafeShutdowns;
    private Consumer<String> onTrouble = _ -> {};
    private String told = "";

    Drive(Medium medium, Ram ram, WriteCache cache, CacheLoss loss) {
        this.medium = medium;
        this.ram = ram;
        this.cache = cache;
        this.loss = loss;
    }

    /// Returns what is counted of it, which outlives the firmware.
    Health health() {
        return health;
    }

    long blocks() {
        return medium.blocks();
    }

    int blockBytes() {
        return medium.blockBytes();
    }

    boolean isCacheEnabled() {
        return isCacheEnabled;
    }

    /// Switches the cache; what is in it becomes durable when it goes off.
    NvmeStatus enableCache(boolean enable) {
        NvmeStatus status = enable ? NvmeStatus.SUCCESS : flush();
        isCacheEnabled = enable;
        return status;
    }

    void onLoss(CacheLoss changed) {
        loss = changed;
    }

    /// Returns how often power was lost while something was not durable.
    long unsafeShutdowns() {
        return unsafeShutdowns;
    }

    /// Begins to record what is written.
    WriteHistory record() {
        history = new WriteHistory();
        return history;
    }

    /// Copies blocks to the memory of a command.
    NvmeStatus read(long first, int count, Prp prp) {
        int blockBytes = medium.blockBytes();
        try {
            for (int at = 0, end = count * blockBytes; at < end; ) {
                int within = at & (blockBytes - 1);
                int part = Math.min(blockBytes - within, prp.contiguous(at));
                medium.read(first + at / blockBytes, within, ram, prp.offset(at), part);
                at += part;
            }
            return NvmeStatus.SUCCESS;
        } catch (InternalError e) {
            return failed(NvmeStatus.UNRECOVERED_READ_ERROR, e);
        }
    }

    /// Copies the memory of a command to blocks.
    NvmeStatus write(long first, int count, Prp prp, boolean isDurable) {
        boolean isPastCache = isDurable || !isCacheEnabled;
        try {
            for (int i = 0; i < count; i++) {
                byte[] old = before(first + i, isPastCache);
                writeBlock(first + i, i, prp);
                after(first + i, isPastCache, old);
            }
            medium.settle();
            return isPastCache ? sync() : NvmeStatus.SUCCESS;
        } catch (UncheckedIOException | InternalError e) {
            return failed(NvmeStatus.WRITE_FAULT, e);
        }
    }

    /// Makes blocks all zeros.
    NvmeStatus zero(long first, long count, boolean isDurable) {
        boolean isPastCache = isDurable || !isCacheEnabled;
        try {
            long end = first + count;
            for (long at = medium.nextWritten(first, end); at < end; at = medium.nextWritten(at + 1, end)) {
                byte[] old = before(at, isPastCache);
                medium.zero(at);
                after(at, isPastCache, old);
            }
            return isPastCache ? sync() : NvmeStatus.SUCCESS;
        } catch (UncheckedIOException | InternalError e) {
            return failed(NvmeStatus.WRITE_FAULT, e);
        }
    }

    /// Makes everything durable.
    NvmeStatus flush() {
        NvmeStatus status = sync();
        if (status == NvmeStatus.SUCCESS) {
            cache.forget();
            if (history != null) {
                history.flush();
            }
        }
        return status;
    }

    /// Loses power; the cache with it.
    void losePower() {
        if (cache.size() > 0) {
            unsafeShutdowns++;
            List<WriteHistory.Event.Write> restored = cache.lose(loss);
            if (history != null) {
                history.loss(restored);
            }
        }
        isCacheEnabled = true;
    }

    /// Copies a block out: the newest content, or the durable one.
    byte[] copy(long block, boolean durable) {
        byte[] content = new byte[medium.blockBytes()];
        if (!durable || !cache.copyDurable(block, content)) {
            medium.copyOut(block, content);
        }
        return content;
    }

    /// Sets a block as the factory left it: durable, and nothing that the history knows.
    void preset(long block, byte[] content) {
        medium.copyIn(block, content);
        cache.afterDurableWrite(block);
    }

    void close() {
        medium.close();
    }

    void onTrouble(Consumer<String> listener) {
        onTrouble = listener;
    }

    // A full file system refuses every write: once for each reason.
    private NvmeStatus failed(NvmeStatus status, Throwable thrown) {
        String reason = reason(thrown);
        if (!reason.equals(told)) {
            told = reason;
            onTrouble.accept(reason);
        }
        return status;
    }

    private static String reason(Throwable thrown) {
        Throwable cause = thrown instanceof UncheckedIOException ? thrown.getCause() : thrown;
        String said = String.valueOf(cause == null ? thrown.getMessage() : cause.getMessage());
        // The JVM says of a mapping no more than that an access has failed.
        return said.contains("memory access") ? "its file has shrunk, or the file system has no space left" : said;
    }

    private void writeBlock(long block, int number, Prp prp) {
        int blockBytes = medium.blockBytes();
        for (int within = 0; within < blockBytes; ) {
            int at = number * blockBytes + within;
            int part = Math.min(blockBytes - within, prp.contiguous(at));
            medium.write(block, within, ram, prp.offset(at), part);
            within += part;
        }
    }

    // Returns the old content where it is recorded.
    private byte @Nullable [] before(long block, boolean isPastCache) {
        byte[] old = history == null ? null : copy(block, false);
        if (!isPastCache) {
            cache.beforeWrite(block);
        }
        return old;
    }

    private void after(long block, boolean isPastCache, byte @Nullable [] old) {
        if (isPastCache) {
            cache.afterDurableWrite(block);
        }
        if (history != null && old != null) {
            history.write(block, old, copy(block, false), isPastCache);
        }
    }

    private NvmeStatus sync() {
        try {
            medium.sync();
            return NvmeStatus.SUCCESS;
        } catch (UncheckedIOException | InternalError e) {
            return failed(NvmeStatus.WRITE_FAULT, e);
        }
    }
}
