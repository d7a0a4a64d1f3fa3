package org.rtkit4j.drivers.nvme;

import java.util.function.BooleanSupplier;
import org.rtkit4j.drivers.disk.DiskTraits;
import org.rtkit4j.wire.nvme.IdentifyCns;
import org.rtkit4j.wire.port.InterruptLine;
import org.rtkit4j.wire.port.MemoryRefusedException;
import org.rtkit4j.wire.port.Releases;

/// A controller that is up, with the memory that it was given and the disk that it was found to have.
///
/// It may be enabled again, as often as it fails. The disk stays the same, or the device is of no use any more.
final class NvmeDevice {
    // A block count of 16 bits in a command that moves no data.
    private static final long MOST_LBAS = 0x1_0000;

    private final NvmePlatform platform;
    private final Queues queues;
    private final Pages pages;
    private final Controller controller;
    private final NvmeInfo info;
    private final IoQueue io;

    private NvmeDevice(NvmePlatform platform, NvmeOptions options, Queues queues, Pages pages, BooleanSupplier isDown)
            throws NvmeException {
        this.platform = platform;
        this.queues = queues;
        this.pages = pages;
        controller = new Controller(platform, options, queues, isDown);
        info = enable(controller);
        io = new IoQueue(platform, queues, pages, controller, transferBytes(options) / Pages.BYTES, info.blockShift());
    }

    /// Brings the controller of a co-processor up that runs.
    ///
    /// @param isDown whether the co-processor is known to have crashed: nothing is waited for then
    /// @throws NvmeException if there is no memory for it, it does not come up, or it has no disk that this driver
    /// can use. Memory that the controller may still use stays allocated then
    static NvmeDevice bringUp(NvmePlatform platform, NvmeOptions options, BooleanSupplier isDown) throws NvmeException {
        try {
            var queues = new Queues(platform);
            return new NvmeDevice(platform, options, queues, pages(platform, options, queues), isDown);
        } catch (MemoryRefusedException e) {
            throw new NvmeException(new NvmeFault.MemoryRefused(String.valueOf(e.getMessage())));
        }
    }

    private static Pages pages(NvmePlatform platform, NvmeOptions options, Queues queues)
            throws MemoryRefusedException {
        try {
            return new Pages(platform.memory(), options.memory().bytes());
        } catch (MemoryRefusedException | RuntimeException e) {
            Releases.after(e, queues::close);
            throw e;
        }
    }

    // At first, and after each crash.
    private static NvmeInfo enable(Controller controller) throws NvmeException {
        controller.enable();
        byte[] about = controller.identify(IdentifyCns.CONTROLLER, 0);
        byte[] namespace = controller.identify(IdentifyCns.NAMESPACE, Controller.NAMESPACE);
        NvmeInfo found = NvmeInfo.of(about, namespace);
        controller.createQueues();
        return found;
    }

    private int transferBytes(NvmeOptions options) {
        long most = info.mdtsBytes() == 0 ? Long.MAX_VALUE : info.mdtsBytes();
        return (int) Math.min(options.memory().maxTransferBytes(), most);
    }

    /// Enables the controller again; what was in flight is forgotten on both sides.
    ///
    /// @throws NvmeException if it does not come up, or with another disk
    void enableAgain() throws NvmeException {
        io.reset();
        String found = enable(controller).identity();
        if (!found.equals(info.identity())) {
            throw new NvmeException(new NvmeFault.Changed(info.identity(), found));
        }
    }

    Controller controller() {
        return controller;
    }

    IoQueue io() {
        return io;
    }

    Pages pages() {
        return pages;
    }

    NvmeInfo info() {
        return info;
    }

    InterruptLine interrupt() {
        return platform.interrupt();
    }

    /// Returns whether the chip forgets that a write is to be durable when it is answered.
    boolean losesFua() {
        return platform.variant().losesFua();
    }

    DiskTraits traits() {
        return new DiskTraits(
                info.model(),
                info.serial(),
                info.firmware(),
                Pages.BYTES,
                info.sizeBytes(),
                io.mostPages() * Pages.BYTES,
                MOST_LBAS * info.lbaBytes() & -Pages.BYTES,
                io.depth(),
                false,
                info.canTrim(),
                info.canWriteZeroes());
    }

    /// Takes it all down, once nothing is in flight; the co-processor runs on.
    ///
    /// @throws NvmeException if the controller stays up: it may use its memory, which is not given back then
    void shutDown() throws NvmeException {
        controller.shutDown();
        Releases.all(pages::close, queues::close);
    }
}
