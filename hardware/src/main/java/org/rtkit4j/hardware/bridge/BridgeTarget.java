package org.rtkit4j.hardware.bridge;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.rtkit4j.hardware.proxy.server.TargetFaultException;
import org.rtkit4j.wire.port.InterruptLine;

/// The machine that a kernel in another process drives: from power on to power off.
///
/// One thread at a time calls it, with whatever the kernel asks for: every address and every size may come. An access
/// ends as the machine's would or with a [TargetFaultException], and takes bounded time.
public interface BridgeTarget extends AutoCloseable {
    /// Switches such machines on.
    @FunctionalInterface
    interface PowerSwitch {
        /// Returns a machine that has been switched on.
        ///
        /// @param memory the kernel's, a multiple of 16 KiB: the machine's RAM until it is closed. Any
        /// thread may access it. The kernel changes it meanwhile, and may make it vanish: accesses throw
        /// [InternalError] then
        /// @throws IOException if something that it needs is not to be had now, the image of a disk for example
        BridgeTarget on(MemorySegment memory) throws IOException;
    }

    /// Returns the interrupt lines, at most 64, in the order of their numbers in the kernel's device tree.
    List<InterruptLine> lines();

    /// Loads once: a register's side effects happen.
    ///
    /// @param widthBytes 1, 2, 4 or 8
    /// @return the value, zero-extended
    /// @throws TargetFaultException if nothing is there, or nothing that can be read in this width
    long load(long physAddr, int widthBytes) throws TargetFaultException;

    /// Stores once.
    ///
    /// @param widthBytes 1, 2, 4 or 8
    /// @param value its low `widthBytes` bytes count
    /// @throws TargetFaultException if nothing is there, or nothing that can be written in this width
    void store(long physAddr, int widthBytes, long value) throws TargetFaultException;

    /// Copies out.
    ///
    /// @param into filled whole; 1 byte to 64 KiB
    /// @throws TargetFaultException if any byte of it cannot be read
    void read(long physAddr, byte[] into) throws TargetFaultException;

    /// Copies in.
    ///
    /// @param bytes 1 byte to 64 KiB
    /// @throws TargetFaultException if any byte of it cannot be written; the others may have been
    void write(long physAddr, byte[] bytes) throws TargetFaultException;

    /// Makes something go wrong.
    ///
    /// @param request in the machine's own words
    /// @return what happened, in a sentence
    /// @throws IllegalArgumentException if it is no such request; the message says why
    String fault(String request);

    /// Returns how the machine is, a line for each co-processor, for people and scripts; at most 64 KiB of UTF-8.
    String state();

    /// Switches it off; returns when it touches neither memory nor lines any more.
    @Override
    void close();
}
