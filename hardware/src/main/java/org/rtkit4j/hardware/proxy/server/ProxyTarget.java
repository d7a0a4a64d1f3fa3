package org.rtkit4j.hardware.proxy.server;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The machine that a [ProxyServer] lets its host drive.
///
/// The server calls it from one thread at a time, and with whatever the host asks for: every address and every size
/// may come. An access ends as the machine's would or with a [TargetFaultException], and takes bounded time.
public interface ProxyTarget {
    /// Returns where the host finds what; asked at the start and after each [#reboot].
    TargetFacts facts();

    /// Loads once: a register's side effects happen.
    ///
    /// @param physAddr any address; unaligned ones may fault
    /// @param widthBytes 1, 2, 4 or 8
    /// @return the value, zero-extended
    /// @throws TargetFaultException if nothing is there, or nothing that can be read in this width
    long load(long physAddr, int widthBytes) throws TargetFaultException;

    /// Stores once.
    ///
    /// @param physAddr any address; unaligned ones may fault
    /// @param widthBytes 1, 2, 4 or 8
    /// @param value its low `widthBytes` bytes count
    /// @throws TargetFaultException if nothing is there, or nothing that can be written in this width
    void store(long physAddr, int widthBytes, long value) throws TargetFaultException;

    /// Copies memory out.
    ///
    /// @param length above 0; at most 64 MiB
    /// @throws TargetFaultException if any byte of it cannot be read; what is in `into` does not count then
    void read(long physAddr, byte[] into, int from, int length) throws TargetFaultException;

    /// Copies memory in.
    ///
    /// @param length above 0
    /// @throws TargetFaultException if any byte of it cannot be written; the others may have been
    void write(long physAddr, byte[] bytes, int from, int length) throws TargetFaultException;

    /// Starts the machine again, as its REBOOT does. The server has forgotten its heap when this is called.
    void reboot();

    /// Returns the machine's power management, or null where the calls to it are unknown to the target.
    default @Nullable TargetPower power() {
        return null;
    }

    /// Returns the machine's DARTs, or null where the calls to them are unknown to the target.
    default @Nullable TargetDarts darts() {
        return null;
    }

    /// Lets time pass, as UDELAY asks; a second at most.
    ///
    /// @param nanos 0 to 1,000,000,000
    default void delay(long nanos) {
        long start = System.nanoTime();
        for (long left = nanos; left > 0; left = nanos - (System.nanoTime() - start)) {
            LockSupport.parkNanos(this, left);
        }
    }

    /// Takes the way to the host's console, once, before anything else is called.
    default void attach(HostConsole console) {}
}
