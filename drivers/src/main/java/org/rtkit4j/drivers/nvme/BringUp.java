package org.rtkit4j.drivers.nvme;

import org.rtkit4j.core.iop.Iop;
import org.rtkit4j.drivers.disk.DiskTraits;
import org.rtkit4j.wire.nvme.IdentifyCns;
import org.rtkit4j.wire.port.MemoryRefusedException;

/// What a disk is made of: memory for queues and data, a controller that answers, and what it says of itself.
final class BringUp {
    // A block count of 16 bits in a command that moves no data.
    private static final long MOST_LBAS = 0x1_0000;

    final Iop iop;
    final NvmeWatch watch;
    final NvmePlatform platform;
    final NvmeOptions options;
    final Queues queues;
    final Pages pages;
    final Controller controller;
    final NvmeInfo info;
    final IoQueue io;

    /// Brings the controller of a co-processor up that runs.
    ///
    /// @throws NvmeException if it does not come up, or has no disk that this driver can use. Memory that the
    /// controller may still use stays allocated then
    /// @throws MemoryRefusedException if there is none for it
    BringUp(Iop iop, NvmeWatch watch, NvmePlatform platform, NvmeOptions options)
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
        info = enable(controller);
        io = new IoQueue(platform, queues, pages, controller, transferBytes() / Pages.BYTES, info.blockShift());
    }

    /// Enables a controller, asks what it is, and makes its I/O queues: at first, and after each crash.
    static NvmeInfo enable(Controller controller) throws NvmeException {
        controller.enable();
        byte[] about = controller.identify(IdentifyCns.CONTROLLER, 0);
        byte[] namespace = controller.identify(IdentifyCns.NAMESPACE, Controller.NAMESPACE);
        NvmeInfo found = NvmeInfo.of(about, namespace);
        controller.createQueues();
        return found;
    }

    DiskTraits traits() {
        return new DiskTraits(
                info.model(),
                info.serial(),
                info.firmware(),
                Pages.BYTES,
                info.sizeBytes(),
                transferBytes(),
                MOST_LBAS * info.lbaBytes() & -Pages.BYTES,
                io.depth(),
                false,
                info.canTrim(),
                info.canWriteZeroes());
    }

    private int transferBytes() {
        long most = info.mdtsBytes() == 0 ? Long.MAX_VALUE : info.mdtsBytes();
        return (int) Math.min(options.maxTransferBytes(), most);
    }

    /// Takes it all down, once nothing is in flight; the co-processor runs on.
    void shutDown() throws NvmeException {
        controller.shutDown();
        pages.close();
        queues.close();
    }
}
