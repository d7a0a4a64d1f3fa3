package org.rtkit4j.capture.decode;

import java.io.IOException;
import java.nio.ByteBuffer;

/// Hears what a [CaptureWalk] meets, in the order of the file.
public interface CaptureVisitor {
    /// Takes a message; it changes with the next one.
    void onMessage(CapturedMessage message) throws IOException;

    /// Takes the memory that a message before it refers to.
    ///
    /// @param packet where the walk stands: number, time, interface, endpoint
    default void onMemory(CapturedMessage packet, long iova, ByteBuffer bytes) throws IOException {}

    /// Takes words for people. They are the file's: escape them before they reach a terminal.
    default void onNote(CapturedMessage packet, String note) throws IOException {}
}
