package org.rtkit4j.drivers.nvme;

import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.core.iop.Iop;
import org.rtkit4j.drivers.disk.Disk;
import org.rtkit4j.drivers.disk.DiskCommand;
import org.rtkit4j.drivers.disk.DiskStatus;
import org.rtkit4j.drivers.disk.DiskTraits;
import org.rtkit4j.wire.port.Releases;

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
    private final NvmeDevice device;
    private final NvmeOptions options;
    private final NvmeWatch watch;
    private final IoQueue io;
    private final DiskTraits traits;
    private final Durability durability;
    private final CommandFlow flow;
    private final ControllerWatchdog watchdog;
    private boolean closed;

    private NvmeDisk(Iop iop, NvmeWatch watch, NvmeOptions options, NvmeDevice device) {
        this.device = device;
        this.options = options;
        this.watch = watch;
        io = device.io();
        traits = device.traits();
        durability = new Durability(device);
        flow = new CommandFlow(options, device, durability);
        var recovery = new Recovery(iop, watch, options, device, durability.unflushed());
        watchdog = new ControllerWatchdog(watch, options, device, flow, recovery);
    }

    /// Brings the controller of a co-processor up that runs.
    ///
    /// @param watch the co-processor's listener
    /// @throws NvmeException if it does not come up, or has no disk that this driver can use. Memory that the
    /// controller may still use stays allocated then
    public static NvmeDisk open(Iop iop, NvmeWatch watch, NvmePlatform platform, NvmeOptions options)
            throws NvmeException {
        return new NvmeDisk(iop, watch, options, NvmeDevice.bringUp(platform, options, watch::isDown));
    }

    /// Has `listener` called whenever the disk is about to restart its controller, with the reason; on the thread
    /// that polls.
    public void onRestart(Consumer<NvmeFault> listener) {
        watchdog.onRestart(listener);
    }

    @Override
    public boolean submit(DiskCommand command) {
        command.require(traits);
        if (closed) {
            throw new IllegalStateException("the disk is closed");
        }
        if (isGone()) {
            command.complete(DiskStatus.LOST, 0);
            return true;
        }
        if (watchdog.isRestarting()) {
            return false;
        }
        if (!flow.hasRoomFor(command)) {
            flow.makeRoomFor(command);
            return false;
        }
        flow.take(command);
        return true;
    }

    @Override
    public int poll() {
        if (isGone() || closed) {
            return 0;
        }
        int count = 0;
        try {
            count = flow.poll();
            if (count == 0) {
                watchdog.look();
            }
        } catch (NvmeException e) {
            flow.fail(e.fault());
        } catch (RuntimeException e) {
            flow.breakWith(e);
        }
        NvmeFault fault = flow.takeFault();
        return fault == null ? count : count + watchdog.restart(fault);
    }

    @Override
    public void arm(Runnable handler) {
        watch.arm(handler);
        // Nothing in flight, nothing to hear of.
        if (io.flying() != 0) {
            device.interrupt().arm(handler);
        }
        if (isGone() || flow.hasFault()) {
            handler.run();
        }
    }

    @Override
    public void await(long timeoutNanos) throws InterruptedException {
        if (!isGone() && !flow.hasFault() && !watch.isDown()) {
            device.interrupt().await(Math.max(1, Math.min(timeoutNanos, nextDueNanos())));
        }
    }

    @Override
    public long nextDueNanos() {
        return flow.nextDueNanos();
    }

    @Override
    public int inFlight() {
        return Long.bitCount(io.flying());
    }

    @Override
    public DiskTraits traits() {
        return traits;
    }

    /// Returns what the controller says of itself.
    public NvmeInfo info() {
        return device.info();
    }

    /// Returns how often the controller was restarted.
    public int restarts() {
        return watchdog.restarts();
    }

    /// Returns how many blocks are kept that no flush has covered yet.
    public int unflushedBlocks() {
        return durability.unflushed().count();
    }

    /// Returns the first bytes of one of the controller's logs. Commands in flight stay there; none is looked at
    /// meanwhile.
    ///
    /// @param log one of [org.rtkit4j.wire.nvme.LogId]
    public byte[] log(int log, int bytes) throws NvmeException {
        NvmeFault failure = fault();
        if (failure != null) {
            throw new NvmeException(failure);
        }
        return device.controller().log(log, bytes);
    }

    @Override
    public @Nullable String failure() {
        NvmeFault failure = fault();
        return failure == null ? null : failure.message();
    }

    /// Returns why the disk is gone for good, as data, or null.
    public @Nullable NvmeFault fault() {
        return watchdog.failure();
    }

    private boolean isGone() {
        return fault() != null;
    }

    /// Waits for what is in flight, flushes, and shuts the controller down; the co-processor runs on. Each of that
    /// is done whatever becomes of the rest; the first failure is told. What could not be waited for is
    /// [DiskStatus#LOST] then.
    ///
    /// @throws IOException if the disk is gone with something that may not be durable, or does not shut down
    @Override
    public void close() throws IOException {
        if (!closed) {
            Releases.<IOException>all(this::flushLast, device.interrupt()::disarm, this::shutDown, watchdog::endAll);
        }
    }

    private void flushLast() throws IOException {
        try {
            settle();
            if (isGone() ? unflushedBlocks() > 0 : !flushAll()) {
                throw new IOException(
                        "what was written last may not be durable: " + (isGone() ? failure() : "the flush failed"));
            }
        } finally {
            closed = true;
        }
    }

    private void settle() {
        while (!isGone() && io.flying() != 0) {
            if (poll() == 0) {
                options.time().idle().run();
            }
        }
    }

    // Nothing is in flight, so it is taken; where it is not all the same, it stays pending, which is a failure too.
    private boolean flushAll() {
        var flush = new DiskCommand(_ -> {}).flush();
        submit(flush);
        settle();
        return flush.status().isOk();
    }

    // A controller that is gone may still use the memory: it is not given back.
    private void shutDown() throws IOException {
        try {
            if (!isGone()) {
                device.shutDown();
            }
        } catch (NvmeException | RuntimeException e) {
            throw new IOException("the controller does not shut down: " + e.getMessage(), e);
        }
    }
}
