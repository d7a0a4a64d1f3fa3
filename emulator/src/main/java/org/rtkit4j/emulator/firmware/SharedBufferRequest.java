package org.rtkit4j.emulator.firmware;

import java.util.List;
import org.rtkit4j.emulator.crash.CrashCause;
import org.rtkit4j.wire.message.SharedBufferMsg;

/// How one endpoint comes by its buffer: it asks, and the AP answers; or it announces memory of its own.
///
/// The form is that of endpoints 1, 2 and 4.
final class SharedBufferRequest {
    private static final long REQUEST = SharedBufferMsg.TYPE.put(0, SharedBufferMsg.ID);

    private final Kernel kernel;
    private final int endpoint;
    private final BufferSpec spec;
    private boolean isAsked;
    private boolean isAnswered;
    private long iova;

    SharedBufferRequest(Kernel kernel, int endpoint, BufferSpec spec) {
        this.kernel = kernel;
        this.endpoint = endpoint;
        this.spec = spec;
    }

    /// Asks for the buffer, or announces it.
    void ask() {
        isAsked = true;
        isAnswered = spec.isOwned();
        iova = spec.address();
        kernel.send(endpoint, word());
    }

    /// The request, and, with the address in it, what tells of the buffer later.
    long word() {
        return SharedBufferMsg.ADDRESS.put(SharedBufferMsg.SIZE.put(REQUEST, spec.pages()), iova);
    }

    /// Takes a message; returns whether it was the answer and gave a buffer or refused it.
    ///
    /// An answer to memory of its own is no answer but a crash. Source: a note in m1n1's history.
    boolean accept(long msg0) {
        if (SharedBufferMsg.TYPE.get(msg0) != SharedBufferMsg.ID || !isAsked) {
            return false;
        }
        if (spec.isOwned()) {
            kernel.crash(new CrashCause.FailedAssert("shmem.c", 142, "unexpected buffer reply"));
            return false;
        }
        if (isAnswered) {
            return false;
        }
        isAnswered = true;
        iova = SharedBufferMsg.SIZE.get(msg0) < spec.pages() ? 0 : SharedBufferMsg.ADDRESS.get(msg0);
        return true;
    }

    /// Returns whether it has been settled whether there is a buffer.
    boolean isSettled() {
        return isAnswered;
    }

    /// Returns whether there is a buffer.
    boolean isGranted() {
        return iova != 0;
    }

    /// Appends the addresses of its pages.
    void addPages(List<Long> iovas) {
        for (int page = 0; isGranted() && page < spec.pages(); page++) {
            iovas.add(iova + (long) page * BufferSpec.PAGE_BYTES);
        }
    }

    long iova() {
        return iova;
    }
}
