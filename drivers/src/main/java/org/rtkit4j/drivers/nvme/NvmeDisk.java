package org.rtkit4j.drivers.nvme;

import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.core.iop.Iop;
import org.rtkit4j.drivers.disk.Disk;
import org.rtkit4j.drivers.disk.DiskCommand;
import org.rtkit4j.drivers.disk.DiskCommand.Operation;
import org.rtkit4j.drivers.disk.DiskStatus;
import org.rtkit4j.drivers.disk.DiskTraits;
import org.rtkit4j.wire.nvme.NvmeStatus;
import org.rtkit4j.wire.port.MemoryRefusedException;

/// The disk behind a storage co-processor; it survives its firmware.
///
/// ```java
/// var watch = new NvmeWatch();
/// var iop = loop.attach(IopProfile.named("ans"), platform, watch);
/// iop.boot();
/// try (var disk = NvmeDisk.open(iop, watch, nvme, NvmeOptions.DEFAULT)) {
///     disk.submit(new DiskCommand(this::onDone).read(0, buffer, 0, 4096));
/// }
/// ```
///
/// **What a crash costs.** An answered write may sit in the controller's cache, which a crash empties. Therefore
/// the driver keeps the content of every answered write until a flush that was begun afterwards has succeeded.
/// After a crash it resets the co-processor, brings the controller up, writes what it keeps once more, and then
/// gives the controller the commands again that it had not answered, in their order. So no answered write is lost,
/// and a flush succeeds only when all of them are durable. Where the co-processor cannot be reset, or what was
/// kept cannot be written, the disk is gone: every command, flushes above all, says so. `docs/nvme.md` has the
/// reasoning.
///
/// Blocks have 4096 bytes, whatever the controller's have. Nothing is allocated for a command. One thread at a
/// time, see [Disk].
public final class NvmeDisk implements Disk {
    // A block count of 16 bits in a command that moves no data.
    private static final long MOST_LBAS = 0x1_0000;
    private static final int RETRIES = 3;
    private static final int MEDIA_ERRORS = 2;
    private static final int STATUS_TYPE_SHIFT = 8;
    private static final long LOOK_NANOS = 1_000_000;

    private final NvmeWatch watch;
    private final NvmePlatform platform;
    private final NvmeOptions options;
    private final Queues queues;
    private final Pages pages;
    private final Controller controller;
    private final IoQueue io;
    private final NvmeInfo info;
    private final DiskTraits traits;
    private final UnflushedWrites unflushed;
    private final Recovery recovery;
    private final IoQueue.Handler onAnswer = this::onAnswer;

    private long epoch;
    private long sequence;
    private boolean isFlushing;
    private boolean isBusy;
    private long nowNanos;
    private long lookedNanos;
    private int restarts;
    private int fruitless;
    private long inFlightBytes;
    private @Nullable NvmeFault failure;
    private @Nullable NvmeFault pendingFault;
    private boolean closed;
    private Consumer<NvmeFault> onRestart = _ -> {};

    private NvmeDisk(Builder built) {
        watch = built.watch;
        platform = built.platform;
        options = built.options;
        queues = built.queues;
        pages = built.pages;
        controller = built.controller;
        info = built.info;
        int transfer = (int)
                (info.mdtsBytes() == 0
                        ? options.maxTransferBytes()
                        : Math.min(options.maxTransferBytes(), info.mdtsBytes()));
        io = new IoQueue(platform, queues, pages, controller, transfer / Pages.BYTES, info.blockShift());
        traits = new DiskTraits(
                info.model(),
                info.serial(),
                info.firmware(),
                Pages.BYTES,
                info.sizeBytes(),
                transfer,
                MOST_LBAS * info.lbaBytes() & -Pages.BYTES,
                io.depth(),
                false,
                info.canTrim(),
                info.canWriteZeroes());
        unflushed = new UnflushedWrites(pages.count());
        recovery = new Recovery(built.iop, watch, options, controller, io, unflushed, info);
        nowNanos = options.clock().getAsLong();
    }

    /// What is there before the disk is known.
    private static final class Builder {
        private final Iop iop;
        private final NvmeWatch watch;
        private final NvmePlatform platform;
        private final NvmeOptions options;
        private final Queues queues;
        private final Pages pages;
        private final Controller controller;
        private final NvmeInfo info;

        Builder(Iop iop, NvmeWatch watch, NvmePlatform platform, NvmeOptions options)
                throws NvmeException, MemoryRefusedException {
            this.iop = iop;
            this.watch = watch;
            this.platform = platform;
            this.options = options;
            queues = new Queues(platform.memory());
            try {
                pages = new Pages(platform.memory(), options.memoryBytes());
            } catch (MemoryRefusedException e) {
                queues.close();
                throw e;
            }
            controller = new Controller(platform, options, queues, watch::isDown);
            info = Recovery.bringUp(controller);
        }
    }

    /// Brings the controller of a co-processor up that runs.
    ///
    /// @param watch the co-processor's listener
    /// @throws NvmeException if it does not come up, or has no disk that this driver can use. Memory that the
    /// controller may still use stays allocated then
    public static NvmeDisk open(Iop iop, NvmeWatch watch, NvmePlatform platform, NvmeOptions options)
            throws NvmeException {
        try {
            return new NvmeDisk(new Builder(iop, watch, platform, options));
        } catch (MemoryRefusedException e) {
            throw new NvmeException(new NvmeFault.MemoryRefused(String.valueOf(e.getMessage())));
        }
    }

    /// Has `listener` called whenever the disk is about to restart its controller, with the reason; on the thread
    /// that polls.
    public void onRestart(Consumer<NvmeFault> listener) {
        onRestart = listener;
    }

    // ---- What is known ----

    @Override
    public DiskTraits traits() {
        return traits;
    }

    /// Returns what the controller says of itself.
    public NvmeInfo info() {
        return info;
    }

    /// Returns how often the controller was restarted.
    public int restarts() {
        return restarts;
    }

    /// Returns how many blocks are kept that no flush has covered yet.
    public int unflushedBlocks() {
        return unflushed.count();
    }

    /// Returns the first bytes of one of the controller's logs; only while nothing is in flight.
    ///
    /// @param log one of [org.rtkit4j.wire.nvme.LogId]
    public byte[] log(int log, int bytes) throws NvmeException {
        if (failure != null) {
            throw new NvmeException(failure);
        }
        return controller.log(log, bytes);
    }

    @Override
    public @Nullable String failure() {
        return failure == null ? null : failure.message();
    }

    /// Returns why the disk is gone for good, as data, or null.
    public @Nullable NvmeFault fault() {
        return failure;
    }

    @Override
    public int inFlight() {
        return Long.bitCount(io.flying());
    }

    // ---- Commands in ----

    @Override
    public boolean submit(DiskCommand command) {
        command.require(traits);
        if (closed) {
            throw new IllegalStateException("the disk is closed");
        }
        if (failure != null) {
            command.complete(DiskStatus.LOST, 0);
            return true;
        }
        if (isBusy || pendingFault != null || !io.hasFree() || mustWait(command)) {
            return false;
        }
        take(command);
        return true;
    }

    // Where there is too little memory, a flush makes some free.
    private boolean mustWait(DiskCommand command) {
        boolean isMuch = command.operation().isTransfer()
                && inFlightBytes > 0
                && inFlightBytes > options.mostInFlightBytes() - command.length();
        if (isMuch) {
            return true;
        }
        int pagesNeeded = pagesOf(command.operation(), command.length());
        if (pagesNeeded > pages.freeCount()) {
            flushByItself();
            return true;
        }
        return command.operation() != Operation.FLUSH && overlaps(command);
    }

    private static int pagesOf(Operation operation, long length) {
        return operation.isTransfer() ? (int) (length / Pages.BYTES) : operation == Operation.TRIM ? 1 : 0;
    }

    // Commands that overlap are carried out in order: the second waits for the first. Reads do not disturb each
    // other.
    private boolean overlaps(DiskCommand command) {
        long block = command.offset() / Pages.BYTES;
        long blocks = command.length() / Pages.BYTES;
        boolean isChange = command.operation().isChange();
        for (long tags = io.flying(); tags != 0; tags &= tags - 1) {
            Slot other = io.slot(Long.numberOfTrailingZeros(tags));
            if ((isChange || other.operation.isChange()) && other.overlaps(block, blocks)) {
                return true;
            }
        }
        return false;
    }

    private void take(DiskCommand command) {
        Slot slot = io.next();
        slot.command = command;
        slot.operation = command.operation();
        slot.block = command.offset() / Pages.BYTES;
        slot.blocks = command.length() / Pages.BYTES;
        // Zeroes are not kept: the controller makes them durable at once where it has a cache.
        boolean mustLast = command.isDurable() || (slot.operation == Operation.WRITE_ZEROES && info.hasWriteCache());
        slot.needsFlush = mustLast && platform.variant().losesFua();
        slot.isDurable = mustLast && !slot.needsFlush;
        inFlightBytes += slot.dataBytes();
        for (int i = 0; i < slot.pageCount(); i++) {
            slot.pages[i] = pages.take();
            if (slot.operation == Operation.WRITE) {
                pages.write(slot.pages[i], command.buffer(), command.from() + i * Pages.BYTES);
            }
        }
        begin(slot);
    }

    private void begin(Slot slot) {
        if (io.flying() == 0) {
            nowNanos = options.clock().getAsLong();
        }
        slot.isFlushing = false;
        slot.attempts = 0;
        slot.sequence = ++sequence;
        slot.epoch = slot.operation == Operation.FLUSH ? ++epoch : epoch;
        slot.sinceNanos = nowNanos;
        issue(slot);
    }

    // Where the way to the registers breaks, the next poll deals with it.
    private void issue(Slot slot) {
        try {
            io.issue(slot);
        } catch (RuntimeException e) {
            pendingFault = new NvmeFault.CoprocessorDown("the controller cannot be accessed: " + e.getMessage());
        }
    }

    private void flushByItself() {
        if (isFlushing || unflushed.count() == 0 || !io.hasFree()) {
            return;
        }
        isFlushing = true;
        Slot slot = io.next();
        slot.command = null;
        slot.operation = Operation.FLUSH;
        slot.block = 0;
        slot.blocks = 0;
        slot.needsFlush = false;
        slot.isDurable = false;
        begin(slot);
    }

    // ---- Answers out ----

    @Override
    public int poll() {
        if (failure != null || closed) {
            return 0;
        }
        int count = 0;
        try {
            count = io.poll(onAnswer);
            if (count == 0 && io.flying() != 0) {
                options.assist().run();
                count = io.poll(onAnswer);
            }
            if (count == 0) {
                lookAfter();
            } else {
                nowNanos = options.clock().getAsLong();
            }
        } catch (NvmeException e) {
            pendingFault = e.fault();
        } catch (RuntimeException e) {
            pendingFault = new NvmeFault.CoprocessorDown("the controller cannot be accessed: " + e.getMessage());
        }
        NvmeFault fault = pendingFault;
        if (fault != null) {
            pendingFault = null;
            return count + restart(fault);
        }
        return count;
    }

    private void onAnswer(Slot slot, int status, boolean isFinal) {
        if (status != 0) {
            onError(slot, status, isFinal);
            return;
        }
        if (slot.needsFlush && !slot.isFlushing) {
            slot.isFlushing = true;
            slot.epoch = ++epoch;
            issue(slot);
            return;
        }
        fruitless = 0;
        switch (slot.operation) {
            case READ -> finishRead(slot);
            case WRITE -> finishWrite(slot);
            case WRITE_ZEROES, TRIM -> forget(slot.block, slot.blocks);
            case FLUSH -> releaseBefore(slot.epoch);
        }
        finish(slot, DiskStatus.OK, 0);
        // Behind that: until then the slot is in use, although its tag is free.
        if (unflushed.count() > pages.count() / 2) {
            flushByItself();
        }
    }

    private void onError(Slot slot, int status, boolean isFinal) {
        if (!isFinal && slot.attempts < RETRIES) {
            issue(slot);
            return;
        }
        finish(slot, meaning(status, isFinal), status);
    }

    private static DiskStatus meaning(int status, boolean isFinal) {
        if (status >>> STATUS_TYPE_SHIFT == MEDIA_ERRORS) {
            return DiskStatus.MEDIA_ERROR;
        }
        NvmeStatus known = NvmeStatus.of(status);
        return isFinal || (known != null && known.isFinal()) ? DiskStatus.REFUSED : DiskStatus.INTERNAL_ERROR;
    }

    private void finishRead(Slot slot) {
        DiskCommand command = slot.command;
        for (int i = 0; command != null && i < slot.blocks; i++) {
            pages.read(slot.pages[i], command.buffer(), command.from() + i * Pages.BYTES);
        }
    }

    /// The pages of an answered write stay with the block until a flush covers it, unless it is durable already.
    private void finishWrite(Slot slot) {
        if (slot.isDurable || slot.needsFlush || !info.hasWriteCache()) {
            forget(slot.block, slot.blocks);
            return;
        }
        for (int i = 0; i < slot.blocks; i++) {
            int before = unflushed.put(slot.block + i, slot.pages[i], epoch);
            // The page that it replaces takes its place, to be given back with the slot.
            slot.pages[i] = before;
        }
    }

    private void forget(long block, long blocks) {
        if (unflushed.count() == 0) {
            return;
        }
        if (blocks <= unflushed.count()) {
            for (long i = block; i < block + blocks; i++) {
                giveBack(unflushed.remove(i));
            }
            return;
        }
        for (int page = unflushed.first(); page != UnflushedWrites.NONE; ) {
            int following = unflushed.next(page);
            long at = unflushed.block(page);
            if (at >= block && at < block + blocks) {
                giveBack(unflushed.remove(at));
            }
            page = following;
        }
    }

    private void releaseBefore(long flushEpoch) {
        int page = unflushed.first();
        while (page != UnflushedWrites.NONE && unflushed.epoch(page) < flushEpoch) {
            giveBack(unflushed.remove(unflushed.block(page)));
            page = unflushed.first();
        }
    }

    private void giveBack(int page) {
        if (page != UnflushedWrites.NONE) {
            pages.give(page);
        }
    }

    private void finish(Slot slot, DiskStatus status, int detail) {
        inFlightBytes -= slot.dataBytes();
        for (int i = 0; i < slot.pageCount(); i++) {
            giveBack(slot.pages[i]);
        }
        DiskCommand command = slot.command;
        slot.command = null;
        if (command == null) {
            isFlushing = false;
        } else {
            command.complete(status, detail);
        }
    }

    // ---- Looking after it ----

    private void lookAfter() {
        if (watch.isDown()) {
            pendingFault = new NvmeFault.CoprocessorDown(watch.reason());
            return;
        }
        nowNanos = options.clock().getAsLong();
        if (nowNanos - lookedNanos < LOOK_NANOS) {
            return;
        }
        lookedNanos = nowNanos;
        if (controller.hasSurplusAnswer()) {
            pendingFault = new NvmeFault.UnknownTag("admin", -1);
        } else if (nextDueNanos() <= 0) {
            NvmeFault complaint = controller.complaint();
            pendingFault = complaint != null
                    ? complaint
                    : new NvmeFault.TimedOut("a command", options.commandTimeoutNanos(), controller.status());
        }
    }

    @Override
    public long nextDueNanos() {
        long oldest = NEVER;
        for (long tags = io.flying(); tags != 0; tags &= tags - 1) {
            Slot slot = io.slot(Long.numberOfTrailingZeros(tags));
            oldest = Math.min(oldest, slot.sinceNanos + options.commandTimeoutNanos() - nowNanos);
        }
        return oldest;
    }

    /// Brings the controller back, with everything that was answered and everything that was not.
    ///
    /// @return how many commands completed: all of them where the disk is gone
    private int restart(NvmeFault fault) {
        isBusy = true;
        try {
            restarts++;
            // A firmware that crashes while nothing is asked of it may do so as often as it likes.
            fruitless += io.flying() != 0 || !watch.isDown() ? 1 : 0;
            onRestart.accept(fault);
            if (fruitless > options.patience()) {
                return fail(new NvmeFault.GivenUp(fruitless - 1, fault));
            }
            NvmeFault lost = recovery.restart(fault);
            return lost == null ? resume() : fail(lost);
        } finally {
            isBusy = false;
        }
    }

    private int resume() {
        nowNanos = options.clock().getAsLong();
        int given = 0;
        for (Slot slot : recovery.parked()) {
            // Not for ever what the firmware does not survive.
            if (slot.attempts >= options.patience()) {
                given++;
                finish(slot, DiskStatus.INTERNAL_ERROR, 0);
            } else {
                slot.isFlushing = false;
                slot.sinceNanos = nowNanos;
                issue(slot);
            }
        }
        recovery.unpark();
        return given;
    }

    private int fail(NvmeFault fault) {
        failure = fault;
        int count = 0;
        for (Slot slot : recovery.parkAll()) {
            count++;
            finish(slot, DiskStatus.LOST, 0);
        }
        recovery.unpark();
        return count;
    }

    // ---- Waiting, and the end ----

    @Override
    public void arm(Runnable handler) {
        watch.arm(handler);
        // Nothing in flight, nothing to hear of.
        if (io.flying() != 0) {
            platform.interrupt().arm(handler);
        }
        if (failure != null || pendingFault != null) {
            handler.run();
        }
    }

    @Override
    public void await(long timeoutNanos) throws InterruptedException {
        if (failure == null && pendingFault == null && !watch.isDown()) {
            platform.interrupt().await(Math.max(1, Math.min(timeoutNanos, nextDueNanos())));
        }
    }

    /// Waits for what is in flight, flushes, and shuts the controller down; the co-processor runs on.
    ///
    /// @throws IOException if the disk is gone with something that may not be durable, or does not shut down
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        settle();
        boolean lost = failure != null && unflushed.count() > 0;
        if (failure == null) {
            lost = !flushAll();
        }
        closed = true;
        platform.interrupt().disarm();
        shutDown();
        if (lost) {
            throw new IOException("what was written last may not be durable: "
                    + (failure == null ? "the flush failed" : failure.message()));
        }
    }

    private void settle() {
        while (failure == null && io.flying() != 0) {
            if (poll() == 0) {
                options.idle().run();
            }
        }
    }

    private boolean flushAll() {
        var flush = new DiskCommand(_ -> {}).flush();
        while (!submit(flush)) {
            if (poll() == 0) {
                options.idle().run();
            }
        }
        settle();
        return flush.status().isOk();
    }

    private void shutDown() throws IOException {
        if (failure != null) {
            // The controller may still use the memory: it is not given back.
            return;
        }
        try {
            controller.shutDown();
        } catch (NvmeException | RuntimeException e) {
            throw new IOException("the controller does not shut down: " + e.getMessage(), e);
        }
        pages.close();
        queues.close();
    }
}
