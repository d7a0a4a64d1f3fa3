package org.rtkit4j.hardware.uinput;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/// The file of one device of uinput, before it is made and after.
public interface UinputFile extends AutoCloseable {
    /// Makes a request with a number, or with none (0).
    ///
    /// @param request of [InputCodes]
    void control(long request, int number) throws IOException;

    /// Makes a request with a structure.
    ///
    /// @param struct native memory
    void control(long request, MemorySegment struct) throws IOException;

    /// Writes events, all of them or none.
    ///
    /// @param events native memory
    void write(MemorySegment events, long bytes) throws IOException;

    /// Reads what the kernel tells the device, without waiting. On another thread than the writer's, if that is wanted.
    ///
    /// @param into native memory, of whole events
    /// @return how many bytes; 0: nothing is there
    int read(MemorySegment into) throws IOException;

    @Override
    void close();
}
